package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.ProgramException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final int PROGRAM_HEADER = 52;
    private static final int SECOND_HEADER = 52 + 32;
    private static final Path GUEST =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("sort-check.elf");

    private static final byte[] GOOD = GuestElf.of(Assembly.lui(5, 0x1000), Assembly.ECALL);

    private static void refused(Reason reason, Consumer<ByteBuffer> change) {
        refused(reason, GOOD, change);
    }

    private static void refused(Reason reason, byte[] good, Consumer<ByteBuffer> change) {
        byte[] file = good.clone();
        change.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> Program.load(file))
                .isInstanceOfSatisfying(
                        ProgramException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("expected")
                .hasMessageContaining("got");
    }

    private static int sectionHeader(byte[] guest, int section) {
        return ByteBuffer.wrap(guest).order(ByteOrder.LITTLE_ENDIAN).getInt(32) + 40 * section;
    }

    @Test
    void loadsAProgramWithItsCodeEntryAndMemory() {
        Program program = Program.load(GuestElf.of(new byte[] {1, 2, 3}, Assembly.lui(5, 0x1000), Assembly.ECALL));
        assertThat(program.entry()).isEqualTo(GuestElf.TEXT);
        assertThat(program.textLength()).isEqualTo(2);
        assertThat(program.instruction(0).opcode()).isEqualTo(Opcode.CONST);
        assertThat(program.instruction(1).opcode()).isEqualTo(Opcode.ECALL);
        assertThat(program.segments()).hasSize(2);
        assertThat(program.segments().get(1).address()).isEqualTo(GuestElf.DATA);
        assertThat(program.segments().get(1).at(2)).isEqualTo((byte) 3);
    }

    @Test
    void takesCodeFromSectionsAndNamesFromSymbols() throws IOException {
        Program program = Program.load(Files.readAllBytes(GUEST));
        assertThat(program.symbols().describe(program.entry())).isEqualTo("_start");
        assertThat(program.symbols().describe(program.entry() + 4)).isEqualTo("_start+0x4");
        assertThat(program.symbols().describe(0x1000)).isEmpty();
    }

    @Test
    void refusesWhatIsNoStaticLittleEndianRiscv32File() {
        refused(Reason.NOT_ELF, b -> b.put(0, (byte) 0));
        refused(Reason.NOT_32_BIT, b -> b.put(4, (byte) 2));
        refused(Reason.NOT_LITTLE_ENDIAN, b -> b.put(5, (byte) 2));
        refused(Reason.NOT_ELF, b -> b.put(6, (byte) 0));
        refused(Reason.NOT_EXECUTABLE, b -> b.putShort(16, (short) 1));
        refused(Reason.DYNAMIC, b -> b.putShort(16, (short) 3));
        refused(Reason.NOT_RISCV, b -> b.putShort(18, (short) 62));
    }

    @Test
    void refusesFlagsOfCodeThatTheMachineDoesNotRun() {
        refused(Reason.COMPRESSED, b -> b.putInt(36, 1));
        refused(Reason.FLOAT, b -> b.putInt(36, 2));
        refused(Reason.FLOAT, b -> b.putInt(36, 4));
        refused(Reason.REDUCED_REGISTERS, b -> b.putInt(36, 8));
    }

    @Test
    void refusesDynamicLinking() {
        refused(Reason.DYNAMIC, b -> b.putInt(SECOND_HEADER, 2));
        refused(Reason.DYNAMIC, b -> b.putInt(SECOND_HEADER, 3));
    }

    @Test
    void refusesSegmentsThatOverlapWrapOrTouchTheFirstPage() {
        refused(Reason.OVERLAP, b -> b.putInt(SECOND_HEADER + 8, GuestElf.TEXT + 4));
        refused(Reason.OVERLAP, b -> b.putInt(PROGRAM_HEADER + 8, GuestElf.DATA + GuestElf.DATA_BYTES - 4));
        refused(Reason.WRAPS, b -> b.putInt(SECOND_HEADER + 8, -GuestElf.DATA_BYTES + 1));
        refused(Reason.FIRST_PAGE, b -> b.putInt(SECOND_HEADER + 8, 0xfff));
        refused(Reason.BAD_HEADER, b -> b.putInt(PROGRAM_HEADER + 20, 4));
    }

    @Test
    void acceptsASegmentThatEndsWithMemory() {
        byte[] file = GOOD.clone();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(SECOND_HEADER + 8, -GuestElf.DATA_BYTES);
        assertThat(Program.load(file).textLength()).isEqualTo(2);
    }

    @Test
    void refusesPartsBehindTheEndOfTheFile() {
        refused(Reason.TRUNCATED, b -> b.putInt(PROGRAM_HEADER + 4, GOOD.length - 4));
        refused(Reason.TRUNCATED, b -> b.putInt(PROGRAM_HEADER + 16, -1));
        refused(Reason.TRUNCATED, b -> b.putInt(28, GOOD.length));
        refused(Reason.BAD_HEADER, b -> b.putShort(44, (short) -1));
        refused(Reason.BAD_HEADER, b -> b.putShort(42, (short) 31));
    }

    @Test
    void everyPrefixIsRefused() {
        for (int length : new int[] {0, 1, 4, 51, 52, 83, 115, 4096, GOOD.length - 4097}) {
            assertThatThrownBy(() -> Program.load(Arrays.copyOf(GOOD, length))).isInstanceOf(ProgramException.class);
        }
    }

    @Test
    void refusesAnEntryOutsideCode() {
        refused(Reason.ENTRY_OUTSIDE_TEXT, b -> b.putInt(24, GuestElf.TEXT + 8));
        refused(Reason.ENTRY_OUTSIDE_TEXT, b -> b.putInt(24, GuestElf.TEXT - 4));
        refused(Reason.ENTRY_OUTSIDE_TEXT, b -> b.putInt(24, GuestElf.DATA));
        refused(Reason.ENTRY_OUTSIDE_TEXT, b -> b.putInt(PROGRAM_HEADER + 24, 4));
        refused(Reason.MISALIGNED, b -> b.putInt(24, GuestElf.TEXT + 2));
    }

    @Test
    void refusesCodeThatIsNotWholeWordsAtAMultipleOf4() {
        refused(Reason.MISALIGNED, b -> b.putInt(PROGRAM_HEADER + 8, GuestElf.TEXT + 2));
        refused(Reason.MISALIGNED, b -> b.putInt(PROGRAM_HEADER + 16, 7));
    }

    @Test
    void refusesWrongSections() throws IOException {
        byte[] guest = Files.readAllBytes(GUEST);
        int text = sectionHeader(guest, 1);
        int data = sectionHeader(guest, 2);
        refused(Reason.TEXT_NOT_LOADED, guest, b -> b.putInt(text + 16, b.getInt(text + 16) + 4));
        refused(Reason.TEXT_NOT_LOADED, guest, b -> b.putInt(data + 8, 6));
        refused(Reason.OVERLAP, guest, b -> b.putInt(data + 12, b.getInt(text + 12) + 4));
        refused(Reason.WRAPS, guest, b -> b.putInt(data + 12, -4));
        refused(Reason.FIRST_PAGE, guest, b -> b.putInt(data + 12, 4));
        refused(Reason.TRUNCATED, guest, b -> b.putInt(data + 20, guest.length));
        refused(Reason.TRUNCATED, guest, b -> b.putInt(32, guest.length));
        refused(Reason.BAD_HEADER, guest, b -> b.putShort(46, (short) 1));
        refused(Reason.BAD_HEADER, guest, b -> b.putShort(48, (short) -1));
    }

    @Test
    void refusesCodeScatteredOverMemory() {
        // The data segment becomes code far away from the first.
        byte[] file = GuestElf.of(new byte[] {0x13, 0, 0, 0}, Assembly.ECALL);
        refused(Reason.TEXT_SCATTERED, file, b -> b.putInt(SECOND_HEADER + 24, 5));
    }

    @Test
    void brokenSymbolsCostOnlyTheirNames() throws IOException {
        byte[] guest = Files.readAllBytes(GUEST);
        ByteBuffer bytes = ByteBuffer.wrap(guest).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.getShort(48);
        for (int section = 0; section < count; section++) {
            if (bytes.getInt(sectionHeader(guest, section) + 4) == 2) {
                bytes.putInt(sectionHeader(guest, section) + 24, 0x7fffffff);
            }
        }
        assertThat(Program.load(guest).symbols().size()).isZero();
    }

    @Test
    void anyBytesGiveAProgramOrTheOneError() throws IOException {
        long seed = 5;
        byte[] guest = Files.readAllBytes(GUEST);
        int loaded = 0;
        for (int i = 0; i < 3000; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            byte[] file = changed(random, i % 2 == 0 ? guest : GOOD);
            try {
                Program.load(file);
                loaded++;
            } catch (ProgramException e) {
                assertThat(e.reason()).as("seed %d", seed + i).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (seed + i), e);
            }
        }
        assertThat(loaded).as("files that still load").isBetween(1, 2999);
    }

    /** A few bytes of headers changed, mostly to extreme values; sometimes cut short. */
    private static byte[] changed(SplittableRandom random, byte[] good) {
        byte[] file = good.clone();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int sections = Math.max(0, bytes.getInt(32));
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            int header = random.nextInt(3);
            int at = switch (header) {
                case 0 -> random.nextInt(29) * 4;
                case 1 -> Math.min(sections + 4 * random.nextInt(100), file.length - 4);
                default -> random.nextInt(file.length / 4) * 4;
            };
            int[] values = {0, 1, -1, random.nextInt(), Integer.MIN_VALUE, 0x7fffffff, random.nextInt(256), file.length
            };
            bytes.putInt(at, values[random.nextInt(values.length)]);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }
}
