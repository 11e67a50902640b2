package io.bulwark.recursion.fold;

import io.bulwark.proof.ProverOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Makes the keys of circuits when they are asked for, and keeps those that were asked for last. Safe for several threads, of which one makes a key. */
public final class FoldKeys {
    private final FoldSystem system;
    private final ProverOptions options;
    private final int kept;
    private final Map<Integer, FoldKey> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, Object> locks = new ConcurrentHashMap<>();

    /**
     * Keys of a system.
     *
     * @param options threads and kernels
     * @param kept how many stay in memory, at least 1
     */
    public FoldKeys(FoldSystem system, ProverOptions options, int kept) {
        this.system = system;
        this.options = options;
        this.kept = Math.max(1, kept);
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
            FoldKey key = FoldKey.build(system, index, options);
            synchronized (recent) {
                recent.put(index, key);
                if (recent.size() > kept) {
                    recent.remove(recent.keySet().iterator().next());
                }
            }
            return key;
        }
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
