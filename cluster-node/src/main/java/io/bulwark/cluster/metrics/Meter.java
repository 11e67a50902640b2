package io.bulwark.cluster.metrics;

import java.util.List;

/** All that is measured, under Prometheus names that do not change. A label's values are few words, never ids. */
public enum Meter {
    JOBS(Kind.LEVEL, "bulwark_jobs", "Jobs of the whole cluster that this node knows of, by how they stand.", "state"),
    TASKS(
            Kind.LEVEL,
            "bulwark_tasks",
            "Tasks of the jobs that are worked on at this node, by kind and by how far they are.",
            "kind",
            "state"),
    TASK_SECONDS(
            Kind.TIME,
            "bulwark_task_seconds",
            "Time that a finished task took in a slot of this node, fetching what it reads included.",
            "kind"),
    TASK_ENDS(
            Kind.COUNT,
            "bulwark_task_ends",
            "Tasks that left a slot of this node: done, given back to their job, or stopped because they were of no use any more.",
            "outcome"),
    PROVE_CYCLES(
            Kind.COUNT,
            "bulwark_prove_cycles",
            "Steps of runs whose intervals this node has proved, repetitions included."),
    ORCHESTRATION_SECONDS(
            Kind.TIME,
            "bulwark_orchestration_seconds",
            "Of a task given out by a job at this node: time until its proof came back, less the time that its maker says it proved."),
    QUEUE_DEPTH(
            Kind.LEVEL, "bulwark_queue_depth", "Jobs that have asked this node's slots to come for work, and wait."),
    SLOTS(
            Kind.LEVEL,
            "bulwark_slots",
            "This node's slots: free, busy with a task, or down, which is starting or resting after a failure.",
            "state"),
    HEDGES(
            Kind.COUNT,
            "bulwark_hedges",
            "Second runs of slow tasks, for jobs at this node: won if the second run's proof came to count, lost if not.",
            "outcome"),
    EVIDENCE(
            Kind.COUNT,
            "bulwark_evidence",
            "Times that this node found a proof, a receipt or a plan wrong and had its maker's operator set aside."),
    LEDGER_BYTES(
            Kind.LEVEL,
            "bulwark_ledger_bytes",
            "Size of the ledger's file. It does not shrink; freed pages are used again."),
    LEDGER_LIMIT_BYTES(
            Kind.LEVEL,
            "bulwark_ledger_limit_bytes",
            "The size beyond which the ledger cannot grow (bulwark.ledger-bytes)."),
    ARTIFACT_BYTES(
            Kind.LEVEL,
            "bulwark_artifact_bytes",
            "Size of the artifacts on this node's disk: programs, inputs and proofs."),
    ARTIFACT_LIMIT_BYTES(
            Kind.LEVEL,
            "bulwark_artifact_limit_bytes",
            "The size beyond which artifacts of old jobs go before their time (bulwark.artifact-bytes)."),
    CERTIFICATE_END_SECONDS(
            Kind.LEVEL,
            "bulwark_certificate_end_timestamp_seconds",
            "When this node's certificate ends, in seconds since 1970."),
    HTTP_REQUEST_SECONDS(
            Kind.TIME,
            "bulwark_http_request_seconds",
            "Time from a request to the head of its answer, by route.",
            "route"),
    HTTP_ANSWERS(Kind.COUNT, "bulwark_http_answers", "Answers of the API, by HTTP status.", "status"),
    HTTP_WATCHES(Kind.LEVEL, "bulwark_http_watches", "Event streams that are open at this node."),
    HTTP_UPLOADS(Kind.LEVEL, "bulwark_http_uploads", "Uploads that are under way at this node."),
    CLUSTER_MEMBERS(
            Kind.LEVEL,
            "bulwark_cluster_members",
            "Members of the cluster, as this node sees them, by status.",
            "status"),
    CLUSTER_UNREACHABLE(
            Kind.LEVEL, "bulwark_cluster_unreachable_members", "Members of the cluster that this node cannot reach.");

    /** What is done with the numbers. */
    public enum Kind {
        /** Only grows; Prometheus sees the name with "_total". */
        COUNT,
        /** Goes up and down. */
        LEVEL,
        /** Seconds, with count, sum and quantiles' buckets. */
        TIME
    }

    private final Kind kind;
    private final String prometheus;
    private final String help;
    /** With spaces between them. */
    private final String labels;

    Meter(Kind kind, String prometheus, String help, String... labels) {
        this.kind = kind;
        this.prometheus = prometheus;
        this.help = help;
        this.labels = String.join(" ", labels);
    }

    public Kind kind() {
        return kind;
    }

    /** The name, without the "_total" of a count. */
    public String prometheus() {
        return prometheus;
    }

    /** What the number is, for whoever reads a scrape. */
    public String help() {
        return help;
    }

    /** The labels' names. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
    }
}
