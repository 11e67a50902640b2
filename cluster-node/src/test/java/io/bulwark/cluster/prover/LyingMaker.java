package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Task;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A maker whose proofs are wrong in one way, on a node that signs for them and delivers them as it should. */
public final class LyingMaker implements Maker {
    /** In which way. */
    public enum Lie {
        /** A bit of the proof is another. */
        WRONG {
            @Override
            Made of(Made honest, Made first) {
                byte[] bytes = honest.proof().toByteArray();
                bytes[bytes.length / 2] ^= 4;
                return new Made(honest.claim(), ByteString.copyFrom(bytes), honest.nanos());
            }
        },
        TRUNCATED {
            @Override
            Made of(Made honest, Made first) {
                return new Made(
                        honest.claim(), honest.proof().substring(honest.proof().size() / 2), honest.nanos());
            }
        },
        EMPTY {
            @Override
            Made of(Made honest, Made first) {
                return new Made(honest.claim(), ByteString.EMPTY, honest.nanos());
            }
        },
        /** Far longer than any proof of the job. */
        HUGE {
            @Override
            Made of(Made honest, Made first) {
                return new Made(honest.claim(), ByteString.copyFrom(new byte[8 << 20]), honest.nanos());
            }
        },
        /** The first proof that was made here, over and over, for whatever is asked. */
        REPLAYED {
            @Override
            Made of(Made honest, Made first) {
                return new Made(honest.claim(), first.proof(), 0);
            }
        },
        /** The run is said to end otherwise. */
        OTHER_END {
            @Override
            Made of(Made honest, Made first) {
                Claim claim = honest.claim();
                Checkpoint end =
                        new Checkpoint(claim.end().step(), claim.start().state());
                return new Made(new Claim(claim.start(), end), honest.proof(), honest.nanos());
            }
        };

        abstract Made of(Made honest, Made first);
    }

    private final AtomicReference<Made> first = new AtomicReference<>();
    private final ThreadMaker honest;

    private LyingMaker(String name, WorkloadSet workloads, Lie lie, Consumer<Report> told) {
        honest = new ThreadMaker(
                name,
                workloads,
                report -> told.accept(
                        switch (report) {
                            // As fast as nobody is.
                            case Ready ready -> new Ready(Long.MAX_VALUE);
                            case Made made ->
                                lie.of(made, first.accumulateAndGet(made, (known, now) -> known == null ? now : known));
                            default -> report;
                        }));
    }

    /** Makers of such proofs. */
    public static Maker.Source of(Workload workload, Lie lie) {
        return (slot, told) -> new LyingMaker(lie + "-" + slot, WorkloadSet.of(workload), lie, told);
    }

    @Override
    public void begin(Task task, Map<ArtifactId, Path> files) {
        honest.begin(task, files);
    }

    @Override
    public void more(int intervals) {
        honest.more(intervals);
    }

    @Override
    public void stop() {
        honest.stop();
    }

    @Override
    public long heardAt() {
        return honest.heardAt();
    }

    @Override
    public void close() {
        honest.close();
    }
}
