package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import java.io.PrintWriter;

/** What the user sees while a job is watched: one line that changes on a terminal, elsewhere only how it ended; with JSON one line for each state. */
final class WatchProgress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean json;
    private final boolean terminal;

    WatchProgress(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
        terminal = !json && Terminal.attached();
    }

    /** Follows the job to its end; the exit code says how that was. */
    int follow(BulwarkClient client, JobId id) {
        JobView end = client.watch(id, this::show);
        if (!json) {
            out.print(terminal ? CLEAR_LINE : "");
            out.println(
                    "job " + id.brief() + " " + end.state() + ": " + end.cause().orElse(JobText.progress(end)));
            if (end.state() == JobState.SUCCEEDED) {
                out.println("its proof: bulwark proof " + id + " --out P");
            }
            out.flush();
        }
        return end.state() == JobState.SUCCEEDED ? ExitCode.OK : ExitCode.NO;
    }

    private void show(JobView view) {
        if (json) {
            out.println(ApiJson.write(view));
        } else if (terminal) {
            out.print(CLEAR_LINE + view.state() + ", " + JobText.progress(view));
        }
        out.flush();
    }
}
