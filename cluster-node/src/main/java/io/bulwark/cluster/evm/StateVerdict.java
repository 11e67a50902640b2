package io.bulwark.cluster.evm;

/** What a run of the guest says to a state test. */
public sealed interface StateVerdict {
    /** Root and logs are the test's, or the transaction is refused as it must be. */
    record Right() implements StateVerdict {}

    /** Something else. */
    record Wrong(String why) implements StateVerdict {}

    /** The test asks for what the guest refuses by design. */
    record LeftOut(String why) implements StateVerdict {}
}
