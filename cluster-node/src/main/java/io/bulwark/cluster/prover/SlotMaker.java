package io.bulwark.cluster.prover;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The maker of a slot, of the moment: one after the other, as they die. Part of the worker's actor. */
final class SlotMaker {
    /** Two ticks of the worker's that are further apart than this were so because the whole process did not run. */
    private static final Duration PAUSE = Duration.ofMillis(1500);

    private final int slot;
    private final Maker.Source source;
    private final BiConsumer<Integer, Maker.Report> told;
    private Optional<Maker> maker = Optional.empty();
    private int number;
    private long lastTick = System.nanoTime();
    /** Before this nothing could be heard, for nobody here listened. */
    private long awakeSince = lastTick;

    /** @param told hears reports, each with the number of the maker that it is from, from any thread */
    SlotMaker(int slot, Maker.Source source, BiConsumer<Integer, Maker.Report> told) {
        this.slot = slot;
        this.source = source;
        this.told = told;
    }

    void start() {
        number++;
        int mine = number;
        maker = Optional.of(source.start(slot, report -> told.accept(mine, report)));
    }

    /** Ends it at once. */
    void close() {
        maker.ifPresent(Maker::close);
        maker = Optional.empty();
    }

    /** Whether there is one. */
    boolean lives() {
        return maker.isPresent();
    }

    /** Whether a report from the maker of this number counts. */
    boolean is(int from) {
        return lives() && from == number;
    }

    /** The one that lives. */
    Maker get() {
        return maker.orElseThrow();
    }

    /** For how long it has been silent, in nanoseconds; 0 if there is none. To be asked at every tick. */
    long silent(long now) {
        if (now - lastTick > PAUSE.toNanos()) {
            awakeSince = now;
        }
        lastTick = now;
        return maker.map(m -> now - Math.max(awakeSince, m.heardAt())).orElse(0L);
    }
}
