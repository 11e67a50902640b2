package io.bulwark.cluster.evm;

import io.bulwark.cluster.evm.EvmBlock.Fork;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/**
 * What stands around a block's transactions: what its maker is free to choose, and a parent from which the rest follows.
 *
 * @param beneficiary address
 * @param number of the block, 1 or more
 * @param time of the block in seconds, above that of its parent
 * @param gasLimit of both
 * @param baseFee of both: the parent used half of its gas
 * @param excessBlobGas of the block, from Cancun on
 * @param random what the beacon chain drew, 32 bytes in hexadecimal
 */
record BlockFrame(
        Fork fork,
        String beneficiary,
        BigInteger number,
        BigInteger time,
        BigInteger parentTime,
        BigInteger gasLimit,
        BigInteger baseFee,
        BigInteger excessBlobGas,
        String random,
        String extraData) {
    /** EIP-4844: so much blob gas a block uses up of the excess. */
    private static final BigInteger TARGET_BLOB_GAS = BigInteger.valueOf(393_216);

    private static final RlpString NO_HASH = RlpString.create(new byte[32]);
    private static final RlpString NO_BLOOM = RlpString.create(new byte[256]);
    private static final RlpString NO_NONCE = RlpString.create(new byte[8]);

    private static RlpString bytes(String hexadecimal) {
        return RlpString.create(Numeric.hexStringToByteArray(hexadecimal));
    }

    /** The list of free fields. */
    byte[] fields() {
        List<RlpType> fields = new ArrayList<>(List.of(
                bytes(beneficiary),
                RlpString.create(time),
                RlpString.create(gasLimit),
                bytes(random),
                RlpString.create(extraData)));
        if (fork == Fork.CANCUN) {
            fields.add(NO_HASH);
        }
        return RlpEncoder.encode(new RlpList(fields));
    }

    /** The parent's header. */
    byte[] parent(byte[] stateRoot) {
        byte[] noTransactions = new MerkleTrie().root();
        List<RlpType> header = new ArrayList<>(List.of(
                NO_HASH,
                RlpString.create(Hash.sha3(RlpEncoder.encode(new RlpList()))),
                bytes(beneficiary),
                RlpString.create(stateRoot),
                RlpString.create(noTransactions),
                RlpString.create(noTransactions),
                NO_BLOOM,
                RlpString.create(BigInteger.ZERO),
                RlpString.create(number.subtract(BigInteger.ONE)),
                RlpString.create(gasLimit),
                RlpString.create(gasLimit.shiftRight(1)),
                RlpString.create(parentTime),
                RlpString.create(new byte[0]),
                NO_HASH,
                NO_NONCE,
                RlpString.create(baseFee),
                RlpString.create(noTransactions)));
        if (fork == Fork.CANCUN) {
            BigInteger before = excessBlobGas.signum() == 0 ? BigInteger.ZERO : excessBlobGas.add(TARGET_BLOB_GAS);
            header.addAll(List.of(RlpString.create(BigInteger.ZERO), RlpString.create(before), NO_HASH));
        }
        return RlpEncoder.encode(new RlpList(header));
    }
}
