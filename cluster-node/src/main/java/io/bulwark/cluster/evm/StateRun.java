package io.bulwark.cluster.evm;

import io.bulwark.cluster.evm.StateVerdict.LeftOut;
import io.bulwark.cluster.evm.StateVerdict.Right;
import io.bulwark.cluster.evm.StateVerdict.Wrong;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How the guest's run on a state test ended.
 *
 * @param exitCode 0, or why the block was refused
 * @param root the state's after the block in hexadecimal; empty where there is no output
 * @param logs the hash of all logs in hexadecimal, as the guest's log says it; empty where it does not
 */
public record StateRun(int exitCode, String root, String logs) {
    /** Exit codes of a transaction that must not be in a block: form, signature, chain, nonce, balance, gas, another rule. */
    private static final int FIRST_OF_TRANSACTIONS = 14;

    private static final int LAST_OF_TRANSACTIONS = 20;
    private static final int TRANSACTION_FORM = 14;
    private static final int UNSUPPORTED = 21;

    private static final int OUTPUT = 140;
    private static final int ROOT_AT = 44;
    private static final int HASH = 32;
    private static final String LOGS = "logs ";

    /** Reads what a run wrote to the files 1 and 2. */
    public static StateRun of(int exitCode, byte[] output, byte[] log) {
        String root = output.length == OUTPUT
                ? HexFormat.of().formatHex(Arrays.copyOfRange(output, ROOT_AT, ROOT_AT + HASH))
                : "";
        String logs = new String(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(LOGS))
                .map(line -> line.substring(LOGS.length()))
                .findFirst()
                .orElse("");
        return new StateRun(exitCode, root, logs);
    }

    /** What that says to a test. */
    public StateVerdict against(StateTest test) {
        Optional<String> refusal = test.expected().refusal();
        if (exitCode >= FIRST_OF_TRANSACTIONS && exitCode <= LAST_OF_TRANSACTIONS) {
            if (refusal.isPresent()) {
                return new Right();
            }
            return exitCode == TRANSACTION_FORM && test.hasBlobs()
                    ? new LeftOut("a transaction with blobs (EIP-4844)")
                    : new Wrong("refused with exit code " + exitCode);
        }
        if (exitCode == UNSUPPORTED) {
            return new LeftOut("a call of the contract for point evaluation (EIP-4844)");
        }
        if (exitCode != 0) {
            return new Wrong("exit code " + exitCode);
        }
        if (refusal.isPresent()) {
            return new Wrong("accepted, expected " + refusal.get());
        }
        if (!root.equals(test.expected().root())) {
            return test.hasStorageOfNobody()
                    ? new LeftOut("a creation over storage without nonce and code, which no chain has (EIP-7610)")
                    : new Wrong("root %s, expected %s"
                            .formatted(root, test.expected().root()));
        }
        return logs.equals(test.expected().logs())
                ? new Right()
                : new Wrong(
                        "logs %s, expected %s".formatted(logs, test.expected().logs()));
    }
}
