package io.bulwark.cluster.demo;

import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.InputFile;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a demonstration hands in.
 *
 * @param program what is run on the input, if the workload runs programs
 * @param what it is about, in words for the user
 */
public record DemoWork(Workload workload, Optional<Path> program, Path input, String what) {
    /** Where the job's artifacts lie on the client's side. */
    Artifacts artifacts(JobSpec spec) {
        return id -> id.equals(spec.input()) ? input : program.orElseThrow();
    }

    /** The job. Reads both files. */
    JobSpec spec(String security) throws IOException {
        Optional<Blob> code = program.isPresent() ? Optional.of(new InputFile(program.get()).blob()) : Optional.empty();
        return workload.specOf(code, new InputFile(input).blob(), security);
    }

    /** The files, program first. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        program.ifPresent(files::add);
        files.add(input);
        return files;
    }
}
