package io.bulwark.cluster.guest;

import io.bulwark.riscv.profile.Frame;
import io.bulwark.riscv.profile.Profile;
import java.util.List;

/** A profile as collapsed stacks, the form that flame graph tools read: functions apart by semicolons, a space, what the last of them costs itself. */
public final class FoldedStacks {
    private FoldedStacks() {}

    /** A line for each stack that costs something, callers first. */
    public static String of(Profile profile, Weight weight) {
        StringBuilder text = new StringBuilder();
        append(text, "", profile.roots(), weight);
        return text.toString();
    }

    private static void append(StringBuilder text, String callers, List<Frame> frames, Weight weight) {
        for (Frame frame : frames) {
            String stack = callers + frame.name().replace(';', ':');
            if (weight.own(frame) > 0) {
                text.append(stack).append(' ').append(weight.own(frame)).append('\n');
            }
            append(text, stack + ";", frame.callees(), weight);
        }
    }
}
