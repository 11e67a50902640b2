package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.bulwark.riscv.DebugFlaw.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLinesTest {
    private static final int TEXT = 0x10000;
    private static final long SEED = 20261129;

    /** Twelve bytes of main.c from line 9 on, a jump to part.c, a piece that the linker took out, and one more sequence. */
    private static MadeLines program() {
        return new MadeLines()
                .setAddress(TEXT)
                .bytes(3, 8, 1)
                .row(4, 1)
                .row(4, -2)
                .bytes(4, 2, 3, 0x80, 1)
                .row(4, 0)
                .bytes(2, 8)
                .endSequence()
                .setAddress(0)
                .row(0, 5)
                .bytes(2, 100)
                .endSequence()
                .setAddress(TEXT + 0x100)
                .bytes(3, 0xe3, 0, 1, 8, 9, 8, 0)
                .endSequence();
    }

    private static SourceLines of(byte[]... units) {
        return new SourceLines(new DebugSections(concatenated(units), new byte[0], new byte[0], false));
    }

    private static byte[] concatenated(byte[]... parts) {
        MadeLines whole = new MadeLines();
        for (byte[] part : parts) {
            for (byte each : part) {
                whole.bytes(each);
            }
        }
        return whole.toBytes();
    }

    private static byte[] unit(int version) {
        return MadeLines.unit(version, version < 5 ? MadeLines.oldTables() : MadeLines.newTables(), program());
    }

    private static String at(SourceLines lines, int address) {
        return lines.at(address).map(SourceLine::toString).orElse("none");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void readsEveryVersion(int version) {
        SourceLines lines = of(unit(version));
        assertThat(lines.flaw()).isEmpty();
        assertThat(at(lines, TEXT - 4)).isEqualTo("none");
        assertThat(at(lines, TEXT)).isEqualTo("main.c:9");
        assertThat(at(lines, TEXT + 4)).isEqualTo("main.c:10");
        assertThat(at(lines, TEXT + 8)).isEqualTo("main.c:8");
        assertThat(at(lines, TEXT + 12)).isEqualTo("src/part.c:136");
        assertThat(at(lines, TEXT + 19)).isEqualTo("src/part.c:136");
        assertThat(at(lines, TEXT + 20)).isEqualTo("none");
        assertThat(at(lines, 4)).as("code that the linker took out").isEqualTo("none");
        // Constant of opcode 8: (255 - 13) / 12 = 20 bytes; opcode 9: 8 more.
        assertThat(at(lines, TEXT + 0x100 + 27)).isEqualTo("main.c:100");
        assertThat(at(lines, TEXT + 0x100 + 28)).isEqualTo("none");
    }

    @Test
    void takesNamesFromTheSectionsOfTexts() {
        byte[] tables = new MadeLines()
                .bytes(1, 1, 0x1f, 1)
                .word(0)
                .bytes(1, 1, 0x0e, 2)
                .word(3)
                .word(3)
                .toBytes();
        byte[] lines = MadeLines.unit(5, tables, program());
        byte[] texts = new MadeLines().bytes('x', 'y', 0).text("./far.c").toBytes();
        SourceLines read = new SourceLines(
                new DebugSections(lines, new MadeLines().text("/d").toBytes(), texts, false));
        assertThat(read.flaw()).isEmpty();
        assertThat(at(read, TEXT)).isEqualTo("far.c:9");
        assertThat(at(read, TEXT + 12)).as("a file that is not there").isEqualTo("none");
    }

    @Test
    void namesEveryWayInWhichDebugInformationIsBad() {
        byte[] good = unit(4);
        assertFlaw(Kind.TRUNCATED, Arrays.copyOf(good, good.length - 1));
        assertFlaw(Kind.UNKNOWN_VERSION, changed(good, 4, 6));
        assertFlaw(
                Kind.UNKNOWN_VERSION, new MadeLines().word(-1).word(8).word(0).toBytes());
        assertFlaw(Kind.BAD_HEADER, changed(good, 14, 0));
        assertFlaw(Kind.UNKNOWN_FORM, changed(unit(5), 32, 0x7e));
        assertFlaw(
                Kind.TOO_MANY,
                MadeLines.unit(5, new MadeLines().bytes(0).uleb(1L << 60).toBytes(), program()));
        assertFlaw(
                Kind.BAD_NUMBER,
                MadeLines.unit(
                        4,
                        MadeLines.oldTables(),
                        new MadeLines()
                                .bytes(2)
                                .uleb(-1)
                                .bytes(3, 0x80, 0x80)
                                .bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1)));
        SourceLines compressed = new SourceLines(new DebugSections(good, good, good, true));
        assertThat(compressed.flaw().map(DebugFlaw::kind)).contains(Kind.COMPRESSED);
    }

    private static void assertFlaw(Kind kind, byte[] unit) {
        assertThat(of(unit).flaw().map(DebugFlaw::kind)).contains(kind);
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void aBadUnitCostsNoneOfTheOthers() {
        SourceLines lines = of(changed(unit(4), 4, 9), unit(5));
        assertThat(lines.flaw()).contains(new DebugFlaw(Kind.UNKNOWN_VERSION, 6));
        assertThat(at(lines, TEXT)).isEqualTo("main.c:9");
    }

    @Test
    void neverThrowsWhateverTheBytesAre() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] texts = new MadeLines().text("a").text("b").toBytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = concatenated(unit(2 + random.nextInt(4)), unit(5));
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            SourceLines lines = new SourceLines(new DebugSections(cut, texts, texts, false));
            assertThatNoException()
                    .as("seed %d, round %d", SEED, i)
                    .isThrownBy(() -> lines.at(TEXT + random.nextInt(64)));
        }
    }

    @Test
    void saysTheSameAsAddr2line(@TempDir Path directory) throws IOException, InterruptedException {
        for (String options : List.of("-gdwarf-5 -O2", "-gdwarf-4 -O0", "-gdwarf-2 -Os")) {
            Path elf = BuiltGuest.of(directory, Path.of("programs/workout.c"), options);
            Program program = Program.load(Files.readAllBytes(elf));
            assertThat(program.lines().flaw()).as(options).isEmpty();
            List<String> theirs = addr2line(elf, program);
            int known = 0;
            for (int i = 0; i < program.textLength(); i++) {
                Optional<SourceLine> ours = program.lines().at(program.address(i));
                String line = ours.map(SourceLine::toString).orElse("??:0");
                // Theirs begins with the directory that the compiler ran in.
                assertThat("/" + theirs.get(i))
                        .as("%s, 0x%08x", options, program.address(i))
                        .endsWith("/" + line);
                known += ours.isPresent() ? 1 : 0;
            }
            assertThat(known).as(options).isGreaterThan(program.textLength() / 2);
        }
    }

    private static List<String> addr2line(Path elf, Program program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("riscv64-unknown-elf-addr2line", "-e", elf.toString()));
        for (int i = 0; i < program.textLength(); i++) {
            command.add(Integer.toHexString(program.address(i)));
        }
        Path log = elf.resolveSibling("lines");
        assertThat(BuiltGuest.run(command, log)).isZero();
        // It leaves a line out where it has none, and appends discriminators.
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst(" \\(discriminator.*", "").replace(":?", ":0"))
                .map(line -> line.replaceFirst("^\\./", ""))
                .map(line -> line.endsWith(":0") ? "??:0" : line)
                .toList();
    }
}
