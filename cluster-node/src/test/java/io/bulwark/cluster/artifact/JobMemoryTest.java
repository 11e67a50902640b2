package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMemoryTest {
    private static final JobId JOB = new JobId(Sha256.of(new byte[] {1}));

    @TempDir
    private Path directory;

    private static Fact fact(TaskName name) {
        Claim claim = new Claim(
                new Checkpoint(0, ByteString.copyFrom(new byte[] {0})),
                new Checkpoint(9, ByteString.copyFrom(new byte[] {1})));
        return Facts.fact(
                new TaskId(JOB, name), claim, new ArtifactId(JOB.bytes()), 5, new ProverId(new NodeId("a"), 7), 10);
    }

    @Test
    void knowsAfterANewStartWhatItKnewOfEachStage() {
        List<Fact> facts = List.of(
                fact(TaskName.segment(0)),
                fact(TaskName.segment(3)),
                fact(TaskName.join(new Span(0, 2))),
                fact(TaskName.join(new Span(0, 3))),
                fact(TaskName.finish(3)));
        JobMemory memory = new JobMemory(directory);
        facts.reversed().forEach(memory::remember);

        assertThat(memory.facts(JOB)).isEqualTo(facts);
        assertThat(new JobMemory(directory).facts(JOB)).isEqualTo(facts);
    }

    @Test
    void leavesOutAFactThatNobodySigned() throws IOException {
        Path file = Files.createDirectories(directory.resolve(JOB.toString())).resolve("fact-7");
        Files.write(
                file,
                WireForm.write(fact(TaskName.segment(7))).toBuilder()
                        .clearReceipt()
                        .build()
                        .toByteArray());

        assertThat(new JobMemory(directory).facts(JOB)).isEmpty();
    }
}
