package io.bulwark.cluster.cli;

import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.RecoveryView;
import io.bulwark.protocol.api.ShareView;
import java.io.PrintWriter;
import java.util.Locale;

/** A job in words. */
final class JobText {
    private static final double KIB = 1024;

    private JobText() {}

    static void print(PrintWriter out, JobView job) {
        line(out, "job", job.id());
        line(out, "state", job.state());
        job.waiting().ifPresent(waiting -> line(out, "waiting", waiting));
        job.cause().ifPresent(cause -> line(out, "cause", cause));
        line(out, "work", job.workload() + ", " + job.security() + "-bit set");
        job.program().ifPresent(program -> line(out, "program", program.id() + " (" + size(program.bytes()) + ")"));
        line(out, "input", job.input().id() + " (" + size(job.input().bytes()) + ")");
        line(out, "submitter", job.submitter() + ", priority " + job.priority());
        job.acceptedAt().ifPresent(at -> line(out, "accepted", at));
        job.home().ifPresent(home -> line(out, "runs on", home));
        line(out, "progress", progress(job));
        for (ShareView share : job.shares()) {
            line(
                    out,
                    "",
                    "%s: %d intervals in %.1f s, %d joins in %.1f s"
                            .formatted(
                                    share.node(),
                                    share.intervals(),
                                    share.seconds(),
                                    share.folds(),
                                    share.foldSeconds()));
        }
        for (RecoveryView recovery : job.recoveries()) {
            line(
                    out,
                    "recovered",
                    "%s of %s went on to %s after %.1f s"
                            .formatted(recovery.task(), recovery.from(), recovery.to(), recovery.seconds()));
        }
        job.proof().ifPresent(proof -> line(out, "proof", proof.id() + " (" + size(proof.bytes()) + ")"));
        job.receipts()
                .ifPresent(receipts -> line(out, "receipts", receipts.id() + " (" + size(receipts.bytes()) + ")"));
        out.flush();
    }

    private static void line(PrintWriter out, String name, Object value) {
        out.printf("%-10s %s%n", name, value);
    }

    /** How far the job is, in one line. */
    static String progress(JobView job) {
        String of = job.tasks() > 0 ? String.valueOf(job.tasks()) : job.planned() + " so far";
        int joins = job.folds().joins().stream().mapToInt(Integer::intValue).sum();
        return job.proven() + " of " + of + " intervals proven"
                + (joins + job.folds().running() > 0 ? ", " + joins + " joins done" : "");
    }

    static String size(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        double value = bytes / KIB;
        String unit = "KiB";
        for (String next : new String[] {"MiB", "GiB"}) {
            if (value >= KIB) {
                value /= KIB;
                unit = next;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
