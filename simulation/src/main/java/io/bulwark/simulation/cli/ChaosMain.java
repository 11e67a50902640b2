package io.bulwark.simulation.cli;

import io.bulwark.cluster.cli.Bulwark;
import io.bulwark.simulation.chaos.LightWork;

/** Bulwark's command line as chaos starts nodes with: they prove nothing but {@link LightWork}. */
final class ChaosMain {
    private ChaosMain() {}

    public static void main(String[] args) {
        System.exit(Bulwark.commandLine(LightWork::of, ChaosMain.class).execute(args));
    }
}
