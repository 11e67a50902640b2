package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.ProgramException.Reason;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private static final int PC = 0x10000;
    private static final int HERE = PC / 4;

    private static List<Integer> fields(int word) {
        Instruction i = Decoder.decode(PC, word);
        return List.of(i.d(), i.s(), i.t(), i.x(), i.y(), i.z());
    }

    private static Opcode opcode(int word) {
        return Decoder.decode(PC, word).opcode();
    }

    @Test
    void opcodesAreNumberedFrom7InStepsOf4() {
        int expected = 7;
        for (Opcode opcode : Opcode.values()) {
            assertThat(opcode.number()).as(opcode.name()).isEqualTo(expected);
            expected += 4;
        }
    }

    @Test
    void onlyCallsAndTrapsHaveNoTableOfTheirOwn() {
        for (Opcode opcode : Opcode.values()) {
            assertThat(opcode.table().isEmpty())
                    .as(opcode.name())
                    .isEqualTo(opcode == Opcode.ECALL || opcode == Opcode.TRAP);
        }
    }

    @Test
    void registerInstructionsWithTargetX0AreJumpsToTheNextInstruction() {
        for (String name : Assembly.REGISTER.keySet()) {
            assertThat(fields(Assembly.register(name, 0, 5, 6))).as(name).containsExactly(0, 0, 0, HERE + 1, 0, 0);
            assertThat(opcode(Assembly.register(name, 0, 5, 6))).as(name).isEqualTo(Opcode.JUMP);
        }
        for (String name : Assembly.IMMEDIATE.keySet()) {
            assertThat(opcode(Assembly.immediate(name, 0, 5, 6))).as(name).isEqualTo(Opcode.JUMP);
        }
        assertThat(opcode(Assembly.lui(0, 0x1000))).isEqualTo(Opcode.JUMP);
        assertThat(opcode(Assembly.auipc(0, 0x1000))).isEqualTo(Opcode.JUMP);
        assertThat(opcode(0x0ff0000f)).as("fence").isEqualTo(Opcode.JUMP);
    }

    @Test
    void loadsAndLinksToX0WriteTheSink() {
        assertThat(Decoder.decode(PC, Assembly.load("lw", 0, 5, 8)).d()).isEqualTo(34);
        assertThat(fields(Assembly.jalr(0, 1, -4))).containsExactly(34, 1, 0, -4, (PC + 4) & 0xffff, (PC + 4) >>> 16);
    }

    @Test
    void constantsCarryTheirValueAndWhereToGoOn() {
        assertThat(fields(Assembly.lui(5, 0xabcde000))).containsExactly(5, 0, 0, 0xe000, 0xabcd, HERE + 1);
        assertThat(fields(Assembly.auipc(5, 0x1000))).containsExactly(5, 0, 0, 0x1000, 2 - 1, HERE + 1);
        assertThat(fields(Assembly.immediate("addi", 5, 0, -1))).containsExactly(5, 0, 0, 0xffff, 0xffff, HERE + 1);
        assertThat(fields(Assembly.jal(1, -8))).containsExactly(1, 0, 0, 4, 1, HERE - 2);
        assertThat(fields(Assembly.jal(0, 16))).containsExactly(0, 0, 0, HERE + 4, 0, 0);
    }

    @Test
    void immediatesHaveTheFieldsThatTheirTablesUse() {
        assertThat(opcode(Assembly.immediate("addi", 5, 5, -7))).isEqualTo(Opcode.ADDI_HERE);
        assertThat(fields(Assembly.immediate("addi", 5, 6, -7))).containsExactly(5, 6, 0, -7, 0, 0);
        assertThat(fields(Assembly.immediate("xori", 5, 6, -7))).containsExactly(5, 6, 0, 0xfff9, 1, 0);
        assertThat(fields(Assembly.immediate("slti", 5, 6, -7))).containsExactly(5, 6, 0, 0xfff9, -1, 0);
        assertThat(fields(Assembly.immediate("sltiu", 5, 6, -7))).containsExactly(5, 6, 0, 0xfff9, 0xffff, 0);
        assertThat(fields(Assembly.immediate("sltiu", 5, 6, 7))).containsExactly(5, 6, 0, 7, 0, 0);
    }

    @Test
    void shiftsCarryTheirSplitPosition() {
        assertThat(opcode(Assembly.shift("slli", 5, 6, 15))).isEqualTo(Opcode.SLL_I0);
        assertThat(fields(Assembly.shift("slli", 5, 6, 15))).containsExactly(5, 6, 0, 1, 2, 1 << 15);
        assertThat(opcode(Assembly.shift("slli", 5, 6, 16))).isEqualTo(Opcode.SLL_I1);
        assertThat(fields(Assembly.shift("slli", 5, 6, 16))).containsExactly(5, 6, 0, 16, 1 << 16, 1);
        assertThat(opcode(Assembly.shift("srai", 5, 6, 31))).isEqualTo(Opcode.SRA_I1);
        assertThat(fields(Assembly.shift("srai", 5, 6, 31))).containsExactly(5, 6, 0, 15, 1 << 15, 2);
        assertThat(fields(Assembly.shift("srli", 5, 6, 0))).containsExactly(5, 6, 0, 0, 1, 1 << 16);
    }

    @Test
    void equalityWithX0HasItsOwnOpcode() {
        assertThat(opcode(Assembly.branch("beq", 5, 6, 8))).isEqualTo(Opcode.BEQ);
        assertThat(fields(Assembly.branch("beq", 0, 6, 8))).containsExactly(0, 6, 0, 0, 0, HERE + 2);
        assertThat(opcode(Assembly.branch("bne", 6, 0, 8))).isEqualTo(Opcode.BNEZ);
        assertThat(fields(Assembly.branch("bge", 6, 0, -4096))).containsExactly(0, 6, 0, 0, 0, HERE - 1024);
    }

    @Test
    void instructionsAtTheTopOfMemoryGoOnAtZero() {
        Instruction last = Decoder.decode(-4, Assembly.lui(5, 0x1000));
        assertThat(last.z()).isZero();
        assertThat(Decoder.decode(-4, Assembly.jalr(1, 5, 0)).z()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0x00004501, COMPRESSED",
        "0x0000a073, CSR",
        "0xc0102573, CSR",
        "0x30200073, PRIVILEGED",
        "0x10500073, PRIVILEGED",
        "0x1005252f, ATOMIC",
        "0x0005252f, ATOMIC",
        "0x00052507, FLOAT",
        "0x00a57553, FLOAT",
        "0x02005087, VECTOR",
        "0x00000057, VECTOR",
        "0x0000100f, UNKNOWN_INSTRUCTION",
        "0x0000001b, UNKNOWN_INSTRUCTION",
        "0x02051513, UNKNOWN_INSTRUCTION",
        "0x40051513, UNKNOWN_INSTRUCTION",
        "0x40001033, UNKNOWN_INSTRUCTION",
        "0x04000033, UNKNOWN_INSTRUCTION",
        "0x00002063, UNKNOWN_INSTRUCTION",
        "0x00003003, UNKNOWN_INSTRUCTION",
        "0x00003023, UNKNOWN_INSTRUCTION",
        "0x00001067, UNKNOWN_INSTRUCTION",
        "0xffffffff, UNKNOWN_INSTRUCTION",
        "0x00000163, MISALIGNED_TARGET",
        "0x0020006f, MISALIGNED_TARGET",
    })
    void refusesByNameWithPcAndInstruction(String word, Reason reason) {
        int instruction = Integer.parseUnsignedInt(word.substring(2), 16);
        assertThatThrownBy(() -> Decoder.decode(PC, instruction))
                .isInstanceOfSatisfying(
                        ProgramException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("0x00010000")
                .hasMessageContaining(word);
    }

    @Test
    void everyWordIsAnInstructionOrRefused() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            int word = random.nextInt() | 3;
            try {
                Instruction instruction = Decoder.decode(PC, word);
                assertThat(instruction.d()).as("seed %d", seed).isBetween(0, 34);
                accepted++;
            } catch (ProgramException e) {
                assertThat(e.reason()).as("seed %d", seed).isNotNull();
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThan(10_000);
    }
}
