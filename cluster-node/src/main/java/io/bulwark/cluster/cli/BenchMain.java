package io.bulwark.cluster.cli;

import io.bulwark.cluster.bench.CalibrationWorkload;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.cluster.work.WorkloadSettings;

/** Bulwark's command line as the bench starts nodes with: they prove tasks without work, too. */
final class BenchMain {
    private BenchMain() {}

    static WorkloadSet workloads(WorkloadSettings settings) {
        return WorkloadSet.of(new SpongeWorkload(settings.threads()), new CalibrationWorkload());
    }

    public static void main(String[] args) {
        System.exit(Bulwark.commandLine(BenchMain::workloads, BenchMain.class).execute(args));
    }
}
