package io.bulwark.recursion.fold;

import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.tables.FoldShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Makes the keys of circuits when they are asked for, and keeps those that were asked for last. Safe for several threads, of which one makes a key. */
public final class FoldKeys {
    private final FoldSystem system;
    private final ProverOptions options;
    private final int kept;
    private final Optional<Cache> cache;
    private final Map<Integer, FoldKey> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, Object> locks = new ConcurrentHashMap<>();

    /** Where recorded circuits are kept: a file for each, named by its identity. */
    private record Cache(FoldIdentities identities, Path directory) {
        Path file(int index) {
            return directory.resolve(identities.all().get(index).root() + ".circuit");
        }
    }

    private FoldKeys(FoldSystem system, ProverOptions options, int kept, Optional<Cache> cache) {
        this.system = system;
        this.options = options;
        this.kept = Math.max(1, kept);
        this.cache = cache;
    }

    /**
     * Keys of a system whose identities are not known yet; nothing is kept on disk.
     *
     * @param options threads and kernels
     * @param kept how many stay in memory, at least 1
     */
    public static FoldKeys of(FoldSystem system, ProverOptions options, int kept) {
        return new FoldKeys(system, options, kept, Optional.empty());
    }

    /**
     * Keys of circuits of known identities. Recorded circuits are kept in a directory; a file that is damaged, or turns out to have another identity, is replaced, and one that
     * cannot be written is done without.
     *
     * @param options threads and kernels
     * @param kept how many stay in memory, at least 1
     * @param directory made if it is not there
     */
    public static FoldKeys of(FoldIdentities identities, ProverOptions options, int kept, Path directory) {
        return new FoldKeys(identities.system(), options, kept, Optional.of(new Cache(identities, directory)));
    }

    public FoldSystem system() {
        return system;
    }

    /** The key of a circuit of the system, made if it is not at hand. */
    FoldKey get(int index) {
        synchronized (locks.computeIfAbsent(index, i -> new Object())) {
            synchronized (recent) {
                FoldKey known = recent.get(index);
                if (known != null) {
                    return known;
                }
            }
            FoldKey key = make(index);
            synchronized (recent) {
                recent.put(index, key);
                if (recent.size() > kept) {
                    recent.remove(recent.keySet().iterator().next());
                }
            }
            return key;
        }
    }

    private FoldKey make(int index) {
        Optional<FoldKey> known = cache.flatMap(c -> read(c, index));
        return known.orElseGet(() -> {
            FoldKey key = FoldKey.build(system, index, options);
            cache.ifPresent(c -> write(c.file(index), key));
            return key;
        });
    }

    /** The commitment is made anew, so that a file can say nothing wrong. */
    private Optional<FoldKey> read(Cache from, int index) {
        CircuitIdentity identity = from.identities().all().get(index);
        return CircuitFile.read(from.file(index))
                .filter(circuit -> circuit.publicValues() == FoldValues.COUNT
                        && system.recursion().holds(identity.shape(), circuit))
                .map(circuit -> FoldKey.of(system, index, circuit, identity.shape(), options))
                .filter(key -> key.identity().equals(identity));
    }

    private static void write(Path file, FoldKey key) {
        try {
            CircuitFile.write(file, key.circuit());
        } catch (IOException e) {
            // A cache that cannot be written costs time, nothing else: the key is at hand.
            return;
        }
    }

    /**
     * Where a recorded circuit is kept, or would be.
     *
     * @throws IllegalStateException if nothing is kept on disk
     */
    public Path file(int index) {
        return cache.orElseThrow(() -> new IllegalStateException("these keys are not kept on disk"))
                .file(index);
    }

    /** Records a circuit and says how large it is; nothing is kept. */
    public CircuitSizes sizes(int index) {
        Circuit circuit = FoldKey.record(system, system.circuits().get(index));
        int shape = FoldKey.shape(system, CircuitKind.of(index), circuit);
        return new CircuitSizes(shape, circuit.wires(), FoldShape.rowsOf(circuit));
    }

    /** Makes a key beforehand, so that the first proof of its circuit does not wait for it. */
    public void prepare(int index) {
        get(index);
    }

    /**
     * Makes every key once and says what the circuits are.
     *
     * @param listener hears of each circuit's index and identity
     */
    public FoldIdentities identities(BiConsumer<Integer, CircuitIdentity> listener) {
        SortedMap<Integer, CircuitIdentity> identities = new TreeMap<>();
        Map<Integer, int[]> caps = new HashMap<>();
        for (int index : system.circuits().keySet()) {
            FoldKey key = FoldKey.build(system, index, options);
            identities.put(index, key.identity());
            listener.accept(index, key.identity());
            if (CircuitKind.of(index) == CircuitKind.FINISH) {
                caps.put(index, key.cap());
            }
        }
        return new FoldIdentities(
                system, identities, caps, AllowedCircuits.of(system, identities).root());
    }
}
