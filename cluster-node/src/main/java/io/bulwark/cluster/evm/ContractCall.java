package io.bulwark.cluster.evm;

import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.StateTest.Expected;
import io.bulwark.cluster.evm.StateTest.Person;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** A call of one of the fork's own contracts with an ordinary input, to learn what it costs. */
public enum ContractCall {
    KEY_RECOVERY(
            1,
            3000,
            words("1234", "1b", "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", "f".repeat(60))),
    SHA_256_OF_1_KIB(2, 60 + 12 * 32, new byte[1024]),
    RIPEMD_160_OF_1_KIB(3, 600 + 120 * 32, new byte[1024]),
    MODEXP_OF_256_BITS(5, 1360, modexp(32, ones(32))),
    MODEXP_OF_2048_BITS_BY_65537(5, 5461, modexp(256, new byte[] {1, 0, 1})),
    MODEXP_OF_2048_BITS(5, 698_709, modexp(256, ones(256))),
    BN254_SUM(6, 150, words("1", "2", "1", "2")),
    BN254_PRODUCT(7, 6000, words("1", "2", "f".repeat(63) + "1")),
    BN254_PAIRING_OF_TWO(8, 45_000 + 2 * 34_000, pairs()),
    BLAKE2F_OF_12_ROUNDS(9, 12, blake2f());

    private static final int WORD = 32;
    private static final BigInteger GAS = BigInteger.valueOf(20_000_000);
    private static final BigInteger PRICE = BigInteger.TEN;
    private static final String CONTRACT = "0x" + "c0".repeat(20);
    private static final Credentials SENDER = Credentials.create("07".repeat(WORD));
    private static final BlockFrame FRAME = new BlockFrame(
            Fork.CANCUN,
            "0x" + "be".repeat(20),
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.ONE,
            BigInteger.valueOf(30_000_000),
            PRICE,
            BigInteger.ZERO,
            "0x" + "5a".repeat(WORD),
            "");

    private final int contract;
    private final long gas;
    /** In hexadecimal. */
    private final String data;

    ContractCall(int contract, long gas, byte[] data) {
        this.contract = contract;
        this.gas = gas;
        this.data = HexFormat.of().formatHex(data);
    }

    /** What the fork takes for it. */
    public long gas() {
        return gas;
    }

    /** A block in which code calls it so many times. */
    public byte[] input(int times) {
        List<Person> people = List.of(
                new Person(SENDER.getAddress(), BigInteger.ZERO, BigInteger.TEN.pow(18), "0x", Map.of()),
                new Person(
                        CONTRACT,
                        BigInteger.ONE,
                        BigInteger.ZERO,
                        HexFormat.of().formatHex(code(times)),
                        Map.of()));
        byte[] transaction = TransactionEncoder.signMessage(
                RawTransaction.createTransaction(BigInteger.ZERO, PRICE, GAS, CONTRACT, BigInteger.ZERO, ""),
                StateTestFile.CHAIN,
                SENDER);
        return new StateTest(name(), FRAME, people, transaction, new Expected("", "", Optional.empty())).input();
    }

    /** PUSH32 and MSTORE of each word; then PUSH2 of the answer's length and place and of the input's, PUSH1 of the contract, PUSH4 of gas, STATICCALL, POP. */
    private byte[] code(int times) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        byte[] input = HexFormat.of().parseHex(data);
        for (int at = 0; at < input.length; at += WORD) {
            code.write(0x7f);
            code.writeBytes(Arrays.copyOf(Arrays.copyOfRange(input, at, Math.min(input.length, at + WORD)), WORD));
            half(code, at);
            code.write(0x52);
        }
        for (int i = 0; i < times; i++) {
            half(code, 0);
            half(code, input.length);
            half(code, input.length);
            half(code, 0);
            code.writeBytes(new byte[] {0x60, (byte) contract, 0x63, 0, -1, -1, -1, (byte) 0xfa, 0x50});
        }
        return code.toByteArray();
    }

    private static void half(ByteArrayOutputStream code, int number) {
        code.writeBytes(new byte[] {0x61, (byte) (number >>> 8), (byte) number});
    }

    private static byte[] words(String... numbers) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (String number : numbers) {
            words.writeBytes(Numeric.toBytesPadded(new BigInteger(number, 16), 32));
        }
        return words.toByteArray();
    }

    private static byte[] ones(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) -1);
        return ones;
    }

    /** An odd modulus of so many bytes, a base below it. */
    private static byte[] modexp(int length, byte[] exponent) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        String size = Integer.toHexString(length);
        input.writeBytes(words(size, Integer.toHexString(exponent.length), size));
        byte[] number = ones(length);
        number[0] = 0x70;
        input.writeBytes(number);
        input.writeBytes(exponent);
        input.writeBytes(ones(length));
        return input.toByteArray();
    }

    /** The generators (EIP-197), and the first one's negative with the second: their product is one. */
    private static byte[] pairs() {
        String[] second = {
            "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2",
            "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed",
            "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b",
            "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa"
        };
        String negative = "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45";
        return words(
                "1", "2", second[0], second[1], second[2], second[3], "1", negative, second[0], second[1], second[2],
                second[3]);
    }

    private static byte[] blake2f() {
        byte[] input = new byte[213];
        input[3] = 12;
        input[212] = 1;
        return input;
    }
}
