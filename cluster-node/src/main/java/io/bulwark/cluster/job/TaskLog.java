package io.bulwark.cluster.job;

import io.bulwark.protocol.TaskId;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Lines of the log that are about a task say so: its job's id and its name are in the MDC, as "job" and "task". */
public final class TaskLog {
    private static final String JOB = "job";
    private static final String TASK = "task";

    private TaskLog() {}

    /** What is in the MDC while a task is being handled. */
    public static Map<String, String> words(TaskId task) {
        return Map.of(JOB, task.job().brief(), TASK, task.name().toString());
    }

    /** Does what is to be done about a task in a thread that is nobody else's meanwhile. */
    public static <T> T about(TaskId task, Supplier<T> act) {
        try (MDC.MDCCloseable _ = MDC.putCloseable(JOB, task.job().brief());
                MDC.MDCCloseable _ = MDC.putCloseable(TASK, task.name().toString())) {
            return act.get();
        }
    }

    /** Does what a job's actor, whose lines bear the job's id anyway, has to do about a task. */
    static void about(TaskId task, Runnable act) {
        try (MDC.MDCCloseable _ = MDC.putCloseable(TASK, task.name().toString())) {
            act.run();
        }
    }
}
