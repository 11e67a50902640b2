package io.bulwark.simulation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    private record Named(String name) implements Scenario {
        @Override
        public String rows() {
            return "1";
        }

        @Override
        public String what() {
            return "nothing";
        }

        @Override
        public void run(Trial trial, Stage stage) {}
    }

    private final List<String> said = new ArrayList<>();
    private final Trial trial = new Trial(new Named("test"), said::add);

    @Test
    void holdsUntilSomethingDoesNotAndSaysAllThatDidNot() {
        trial.injected("SIGKILL");
        trial.measured(Figure.count("jobs", 1));
        trial.require(true, "not so");
        assertThat(trial.finding().verdict()).isEqualTo(Verdict.HOLDS);
        trial.require(false, "a job was lost");
        trial.require(false, "and a proof");
        Finding finding = trial.finding();
        assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(finding.why()).containsExactly("a job was lost", "and a proof");
        assertThat(finding.injected()).containsExactly("SIGKILL");
        assertThat(said).containsExactly("  SIGKILL", "  jobs: 1", "  BROKEN: a job was lost", "  BROKEN: and a proof");
    }

    @Test
    void aSkippedOneSaysWhy() {
        Finding finding = trial.skipped("no root");
        assertThat(finding.verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(finding.why()).containsExactly("no root");
    }

    @Test
    void countsSegmentsThatWereProvedAgainByWhicheverProcessAndNoOtherJobsNorJoins(@TempDir Path directory)
            throws Exception {
        JobId ours = job(1);
        JobId other = job(2);
        note(directory, "a", ours + " interval 0", ours + " interval 1", ours + " join 0..1", other + " interval 0");
        note(directory, "b", ours + " interval 1", ours + " interval 10", ours + " join 0..1", ours + " finish");
        note(directory, "c", ours + " interval 1");
        Proved proved = Proved.of(ours, directory);
        assertThat(proved.segments()).isEqualTo(3);
        assertThat(proved.repeated()).isEqualTo(2);
        assertThat(Proved.of(other, directory).repeated()).isZero();
    }

    private static JobId job(int number) {
        return new JobId(Sha256.of(ByteString.copyFromUtf8("job " + number).toByteArray()));
    }

    private static void note(Path directory, String node, String... lines) throws Exception {
        Path notes = Files.createDirectories(directory.resolve(node + "-notes"));
        Files.write(notes.resolve(LightWork.PROVED), List.of(lines));
    }

    @Test
    void everyScenarioHasANameOfItsOwnAndAWordAboutIt() {
        List<List<String>> all = ChaosRun.list();
        assertThat(all).extracting(List::getFirst).doesNotHaveDuplicates().contains("prover", "region", "restart");
        assertThat(all).allSatisfy(row -> assertThat(row.getLast()).isNotBlank());
    }
}
