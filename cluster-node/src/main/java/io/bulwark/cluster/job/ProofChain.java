package io.bulwark.cluster.job;

import io.bulwark.aggregator.ChainProof;
import io.bulwark.aggregator.Width;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Proofs that do not fold: when every interval has one, they are written one after the other. */
final class ProofChain implements Proofs {
    private static final int UNKNOWN = -1;

    private final Consumer<ChainProof> whole;
    private final Consumer<String> failed;
    private final NavigableMap<TaskName, Fact> facts = new TreeMap<>();
    private int intervals = UNKNOWN;

    /**
     * Nothing is proven yet.
     *
     * @param whole is told the chain of all of them, once
     * @param failed is told why there will be none
     */
    ProofChain(Consumer<ChainProof> whole, Consumer<String> failed) {
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    public void start(Checkpoint start) {}

    @Override
    public void add(Fact fact, Optional<Width> width) {
        if (facts.putIfAbsent(fact.task().name(), fact) == null) {
            tellWhole();
        }
    }

    @Override
    public void setAside(TaskName segment) {
        facts.remove(segment);
    }

    @Override
    public void ends(int count) {
        intervals = count;
        tellWhole();
    }

    private void tellWhole() {
        if (facts.size() == intervals) {
            whole.accept(new ChainProof(new ArrayList<>(facts.values())));
        }
    }

    @Override
    public void spare() {}

    @Override
    public void failed(TaskName task, String reason) {
        failed.accept(reason);
    }

    @Override
    public int pieces() {
        return 0;
    }
}
