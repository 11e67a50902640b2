package io.bulwark.cluster.job;

import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Operators who sent something wrong: they get no more work in any job of this node's region until they are released. Safe for use by many threads; each call
 * costs nothing.
 */
public interface Quarantine {
    /** Whether the operator gets no work now. */
    boolean holds(OperatorId operator);

    /** A proof was wrong that its maker signed. */
    void found(Evidence evidence);

    /** A plan was wrong. */
    void lied(Member planner, JobId job, String what);

    /** One that only this process knows of, and that ends with it. */
    static Quarantine ofThisProcess() {
        Set<OperatorId> held = ConcurrentHashMap.newKeySet();
        return new Quarantine() {
            @Override
            public boolean holds(OperatorId operator) {
                return held.contains(operator);
            }

            @Override
            public void found(Evidence evidence) {
                held.add(evidence.maker().operator());
            }

            @Override
            public void lied(Member planner, JobId job, String what) {
                held.add(planner.operator());
            }
        };
    }
}
