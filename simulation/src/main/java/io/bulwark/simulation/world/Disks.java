package io.bulwark.simulation.world;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The disks of all nodes, and which of them have something of a job: a few of thousands, so that the others need not be asked. */
final class Disks {
    private final List<Store> all = new ArrayList<>();
    /** By job, the numbers of disks that have something of it, or had. */
    private final Map<JobId, BitSet> knownBy = new HashMap<>();

    /** The next node's. */
    Store add() {
        int number = all.size();
        Store disk = new Store(
                job -> knownBy.computeIfAbsent(job, any -> new BitSet()).set(number));
        all.add(disk);
        return disk;
    }

    /** Whether a node may have something of a job; if not, it has nothing. */
    boolean mayKnow(int node, JobId job) {
        BitSet known = knownBy.get(job);
        return known != null && known.get(node);
    }

    /** What only served to finish the job goes from all of them. */
    void retire(JobId job, Set<ArtifactId> lasts) {
        knownBy.getOrDefault(job, new BitSet()).stream()
                .forEach(number -> all.get(number).retire(job, lasts));
    }
}
