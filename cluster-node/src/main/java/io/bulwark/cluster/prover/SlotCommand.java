package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.TaskId;

/** What a {@link ProverWorker} is told: by its supervisor, by those whom it sets to work, and by its clock. */
sealed interface SlotCommand {
    /** Do this, now or next. Only after {@link SlotNews.Wants} or {@link SlotNews.Started}. */
    record Work(Job.Assign assignment) implements SlotCommand {}

    /**
     * Stop what is being done, or is to be done next; of another task no notice is taken.
     *
     * @param giveBack whether somebody else is to do it
     */
    record Stop(TaskId task, boolean giveBack) implements SlotCommand {}

    /** The job of the plan that is being made knows so many intervals. */
    record Taken(JobId job, int known) implements SlotCommand {}

    /** What a task reads is there, or cannot be had. */
    record Gathered(Gathering.Gathered answer) implements SlotCommand {}

    /** What the maker of that number says. */
    record Reported(int from, Maker.Report report) implements SlotCommand {}

    /** Over and over. */
    record Tick() implements SlotCommand {}

    /** The rest after a failure is over. */
    record Rested() implements SlotCommand {}

    /** The maker was told to stop a while ago. */
    record StopLasts() implements SlotCommand {}

    /** By how long others of its kind took, what is being made is nearly done. */
    record DoneSoon() implements SlotCommand {}
}
