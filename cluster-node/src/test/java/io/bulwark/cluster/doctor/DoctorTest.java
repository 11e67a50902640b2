package io.bulwark.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.doctor.Finding.Verdict;
import io.bulwark.cluster.doctor.Machine.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final Path DATA = Path.of("data");

    private final MadeMachine machine = new MadeMachine();

    private Finding finding(String check) {
        return Doctor.examine(machine, DATA).stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict(String check) {
        return finding(check).verdict();
    }

    @Test
    void findsNothingWrongWithAGoodMachine() {
        assertThat(Doctor.examine(machine, DATA)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.OK);
            assertThat(finding.remedy()).isEmpty();
        });
    }

    @Test
    void everyFindingThatIsNotRightHasARemedy() {
        machine.release = 24;
        machine.vectorModule = false;
        machine.cores = 1;
        machine.heap = 1;
        machine.largePages = false;
        machine.port = Port.TAKEN;
        machine.writable = false;
        machine.programs = List.of();
        List<Finding> findings = Doctor.examine(machine, DATA);
        assertThat(findings).hasSizeGreaterThan(9).allSatisfy(finding -> {
            assertThat(finding.verdict()).as(finding.toString()).isNotEqualTo(Verdict.OK);
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void tellsWhatIsNeededFromWhatWouldHelp() {
        machine.release = 26;
        assertThat(verdict("JDK")).isEqualTo(Verdict.MISSING);
        machine.vectorModule = false;
        assertThat(verdict("vector module")).isEqualTo(Verdict.ADVICE);
        machine.vectorModule = true;
        machine.bits = 128;
        assertThat(verdict("SIMD")).isEqualTo(Verdict.ADVICE);
        machine.heap = Doctor.LEAST_HEAP - 1;
        assertThat(verdict("memory")).isEqualTo(Verdict.MISSING);
        machine.heap = Doctor.LEAST_HEAP;
        assertThat(verdict("memory")).isEqualTo(Verdict.ADVICE);
        machine.space = Doctor.LEAST_SPACE - 1;
        assertThat(verdict("disk")).isEqualTo(Verdict.MISSING);
        machine.space = Doctor.LEAST_SPACE;
        assertThat(verdict("disk")).isEqualTo(Verdict.ADVICE);
        machine.space = -1;
        assertThat(finding("disk").found()).contains("not known", "no such store");
        machine.port = Port.FORBIDDEN;
        assertThat(verdict("cluster ports")).isEqualTo(Verdict.MISSING);
        assertThat(verdict("port 8480")).isEqualTo(Verdict.ADVICE);
        machine.rustSource = false;
        assertThat(finding("guests in Rust").found()).contains("rust-web-src");
        machine.picolibc = false;
        assertThat(finding("guests in C").found()).isEqualTo("picolibc is not there");
        machine.programs = List.of();
        assertThat(finding("guests in C").found()).contains("riscv64-unknown-elf-gcc");
        assertThat(verdict("qemu")).isEqualTo(Verdict.ADVICE);
    }

    @Test
    void looksAtThisMachineAsItIs(@TempDir Path directory) throws IOException {
        ThisMachine here = new ThisMachine();
        assertThat(here.javaRelease()).isEqualTo(Runtime.version().feature());
        assertThat(here.vectorBits()).isIn(1, 64, 128, 256, 512);
        assertThat(here.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(here.memory()).isPositive();
        assertThat(here.port(0)).isEqualTo(Port.FREE);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(here.port(taken.getLocalPort())).isEqualTo(Port.TAKEN);
        }
        assertThat(here.isWritable(directory.resolve("not/there/yet"))).isTrue();
        assertThat(here.freeSpace(directory.resolve("not/there/yet"))).isNotNegative();
        assertThat(here.hasProgram("sh")).isTrue();
        assertThat(here.hasProgram("no-such-program")).isFalse();
    }

    /** A machine as the test wants it; good if the test wants nothing. */
    private static final class MadeMachine implements Machine {
        private int release = 25;
        private boolean vectorModule = true;
        private int bits = 512;
        private int cores = 8;
        private long heap = 8L << 30;
        private boolean largePages = true;
        private Port port = Port.FREE;
        private boolean writable = true;
        private long space = 100L << 30;
        private List<String> programs = List.of("qemu-riscv32", "riscv64-unknown-elf-gcc", "cargo");
        private boolean picolibc = true;
        private boolean rustSource = true;

        @Override
        public int javaRelease() {
            return release;
        }

        @Override
        public String javaName() {
            return release + " of this test";
        }

        @Override
        public boolean hasVectorModule() {
            return vectorModule;
        }

        @Override
        public int vectorBits() {
            return bits;
        }

        @Override
        public int cores() {
            return cores;
        }

        @Override
        public long memory() {
            return 2 * heap;
        }

        @Override
        public long heap() {
            return heap;
        }

        @Override
        public boolean hasLargePages() {
            return largePages;
        }

        @Override
        public Port port(int number) {
            return port;
        }

        @Override
        public boolean isWritable(Path directory) {
            return writable;
        }

        @Override
        public long freeSpace(Path directory) throws IOException {
            if (space < 0) {
                throw new IOException("no such store");
            }
            return space;
        }

        @Override
        public boolean hasProgram(String name) {
            return programs.contains(name);
        }

        @Override
        public boolean hasPicolibc() {
            return picolibc;
        }

        @Override
        public boolean hasRustSource() {
            return rustSource;
        }
    }
}
