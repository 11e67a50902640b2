package io.bulwark.cluster.work;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.SegmentMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of jobs' programs, each made once and kept while it is used. Safe for several threads, of which one makes keys. */
final class ProgramKeys {
    /** Keys that are kept: one holds the commitments to its program's table, some 100 MB. */
    private static final int KEPT = 4;

    private final SegmentMachine machine;
    private final ProverOptions options;
    private final Map<Name, ProvingKey> keys = new LinkedHashMap<>(16, 0.75f, true);

    private record Name(ArtifactId program, String security) {}

    ProgramKeys(SegmentMachine machine, ProverOptions options) {
        this.machine = machine;
        this.options = options;
    }

    /** The key of a job's program, with the job's parameters. */
    ProvingKey of(JobSpec spec, Artifacts artifacts) throws IOException {
        Blob program = spec.program().orElseThrow();
        synchronized (keys) {
            Name name = new Name(program.id(), spec.security());
            ProvingKey known = keys.get(name);
            if (known == null) {
                Program code = Program.load(Files.readAllBytes(artifacts.path(program.id())));
                SecurityParameters parameters = SecurityParameters.named(Integer.parseInt(spec.security()), 1);
                known = ProvingKey.of(machine, code, parameters, options);
                keys.put(name, known);
                if (keys.size() > KEPT) {
                    keys.remove(keys.keySet().iterator().next());
                }
            }
            return known;
        }
    }
}
