package io.bulwark.cluster.metrics;

/** All that is measured, under Prometheus names that do not change. Each has one label at most. */
public enum Meter {
    JOBS(Kind.LEVEL, "bulwark_jobs", "state", "jobs that this node knows, by state"),
    TASKS(Kind.LEVEL, "bulwark_tasks", "state", "tasks of the jobs that run on this node, by state"),
    TASK_SECONDS(Kind.TIME, "bulwark_task_seconds", "kind", "time that a task took on this node's provers"),
    PROVE_CYCLES(Kind.COUNT, "bulwark_prove_cycles", "", "steps that this node's provers have proved"),
    ORCHESTRATION_SECONDS(
            Kind.TIME, "bulwark_orchestration_seconds", "", "time of a task that was not spent on proving it"),
    QUEUE_DEPTH(Kind.LEVEL, "bulwark_queue_depth", "", "reservations that wait on this node's provers"),
    SLOTS(Kind.LEVEL, "bulwark_slots", "state", "this node's slots, by state"),
    HEDGES(Kind.COUNT, "bulwark_hedges", "outcome", "tasks that were given out a second time because they were slow"),
    EVIDENCE(Kind.COUNT, "bulwark_evidence", "", "proofs that were refused, with evidence kept"),
    LEDGER_BYTES(Kind.LEVEL, "bulwark_ledger_bytes", "", "bytes of the ledger"),
    ARTIFACT_BYTES(Kind.LEVEL, "bulwark_artifact_bytes", "", "bytes of the artifacts that this node holds"),
    HTTP_REQUEST_SECONDS(Kind.TIME, "bulwark_http_request_seconds", "route", "time to the head of an answer"),
    HTTP_ANSWERS(Kind.COUNT, "bulwark_http_answers", "status", "answers, by HTTP status"),
    HTTP_WATCHES(Kind.LEVEL, "bulwark_http_watches", "", "event streams that are open"),
    HTTP_UPLOADS(Kind.LEVEL, "bulwark_http_uploads", "", "uploads that are under way"),
    CLUSTER_MEMBERS(
            Kind.LEVEL, "bulwark_cluster_members", "reachable", "members of the cluster, as this node sees them");

    /** What is done with the numbers. */
    enum Kind {
        /** Only grows; Prometheus sees the name with "_total". */
        COUNT,
        /** Goes up and down. */
        LEVEL,
        /** Seconds, with count, sum and quantiles' buckets. */
        TIME
    }

    private final Kind kind;
    private final String prometheus;
    private final String label;
    private final String help;

    Meter(Kind kind, String prometheus, String label, String help) {
        this.kind = kind;
        this.prometheus = prometheus;
        this.label = label;
        this.help = help;
    }

    Kind kind() {
        return kind;
    }

    String prometheus() {
        return prometheus;
    }

    /** The label's name; empty for none. */
    String label() {
        return label;
    }

    String help() {
        return help;
    }
}
