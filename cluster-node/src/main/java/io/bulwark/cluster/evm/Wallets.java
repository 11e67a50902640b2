package io.bulwark.cluster.evm;

import io.bulwark.cluster.evm.EvmBlock.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Signs what people want, and tells the world what that touches. The forms of transactions come in turn: legacy, with an access list, with a priority fee. */
final class Wallets {
    private static final BigInteger TRANSFER_GAS = BigInteger.valueOf(21_000);
    private static final BigInteger CALL_GAS = BigInteger.valueOf(250_000);
    private static final BigInteger CREATION_GAS = BigInteger.valueOf(500_000);
    private static final BigInteger TIP = BigInteger.valueOf(100_000_000L);
    private static final BigInteger MOST = EvmBlock.BASE_FEE.multiply(BigInteger.TWO);

    private static final int TRANSFER = 0xa9059cbb;
    private static final int SWAP = 0xd96073cf;

    private final World world;
    private final long[] nonces;

    Wallets(World world) {
        this.world = world;
        this.nonces = new long[world.senders().size()];
    }

    /** The signed bytes of a block's i-th transaction. */
    byte[] next(Kind kind, int i) {
        int who = i % world.senders().size();
        Credentials sender = world.senders().get(who);
        BigInteger nonce = BigInteger.valueOf(nonces[who]++);
        world.touch(sender.getAddress());
        String receiver = receiver(sender.getAddress());
        BigInteger amount = BigInteger.valueOf(world.random().nextLong(1, 1_000_000_000_000_000L));
        return switch (kind) {
            case TRANSFER -> {
                world.touch(receiver);
                yield signed(sender, nonce, i, new Wish(receiver, amount, new byte[0], TRANSFER_GAS));
            }
            case TOKEN_TRANSFER -> {
                int token = i % 2;
                world.touchTransfer(token, sender.getAddress(), receiver);
                byte[] call = call(TRANSFER, Account.word(Numeric.toBigInt(receiver)), Account.word(amount));
                yield signed(sender, nonce, i, new Wish(world.token(token), BigInteger.ZERO, call, CALL_GAS));
            }
            case SWAP -> {
                world.touchSwap(sender.getAddress());
                byte[] call = call(SWAP, Account.word(amount), Account.word(BigInteger.ONE));
                yield signed(sender, nonce, i, new Wish(world.pair(), BigInteger.ZERO, call, CALL_GAS));
            }
            case CREATION -> {
                world.touch(Numeric.toHexString(ContractUtils.generateContractAddress(
                        Numeric.hexStringToByteArray(sender.getAddress()), nonce)));
                yield signed(sender, nonce, i, new Wish("", BigInteger.ZERO, creation(), CREATION_GAS));
            }
        };
    }

    private String receiver(String sender) {
        List<String> people = world.people();
        String receiver;
        do {
            receiver = people.get(world.random().nextInt(people.size()));
        } while (receiver.equals(sender));
        return receiver;
    }

    /** What a transaction is to do: for whom (nobody to create a contract), with how much, with which data, for how much gas. */
    private static final class Wish {
        private final String to;
        private final BigInteger value;
        private final String data;
        private final BigInteger gas;

        private Wish(String to, BigInteger value, byte[] data, BigInteger gas) {
            this.to = to;
            this.value = value;
            this.data = HexFormat.of().formatHex(data);
            this.gas = gas;
        }
    }

    private static byte[] signed(Credentials sender, BigInteger nonce, int i, Wish wish) {
        return switch (i % 3) {
            case 0 ->
                TransactionEncoder.signMessage(
                        RawTransaction.createTransaction(nonce, MOST, wish.gas, wish.to, wish.value, wish.data),
                        EvmBlock.CHAIN,
                        sender);
            case 1 ->
                TransactionEncoder.signMessage(
                        RawTransaction.createTransaction(
                                EvmBlock.CHAIN, nonce, MOST, wish.gas, wish.to, wish.value, wish.data, List.of()),
                        sender);
            default ->
                TransactionEncoder.signMessage(
                        RawTransaction.createTransaction(
                                EvmBlock.CHAIN, nonce, wish.gas, wish.to, wish.value, wish.data, TIP, MOST),
                        sender);
        };
    }

    private static byte[] call(int selector, byte[] first, byte[] second) {
        return ByteBuffer.allocate(4 + first.length + second.length)
                .putInt(selector)
                .put(first)
                .put(second)
                .array();
    }

    /** Code that leaves a token's code behind. */
    private static byte[] creation() {
        byte[] token = Assembly.of("token.asm", Map.of());
        byte[] length = half(token.length);
        int offset = Assembly.of("creation.asm", Map.of("length", length, "offset", half(0))).length;
        byte[] creation = Assembly.of("creation.asm", Map.of("length", length, "offset", half(offset)));
        byte[] all = Arrays.copyOf(creation, offset + token.length);
        System.arraycopy(token, 0, all, offset, token.length);
        return all;
    }

    private static byte[] half(int number) {
        return new byte[] {(byte) (number >>> 8), (byte) number};
    }
}
