package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The kit's numbers of 256 bits, held to {@link BigInteger}; and what its panics say. */
class NumbersGuestTest {
    private static final Path GUEST =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("numbers.elf");
    private static final BigInteger WHOLE = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger SECP256K1 =
            WHOLE.subtract(BigInteger.ONE.shiftLeft(32)).subtract(BigInteger.valueOf(977));
    private static final long SEED = 20261129;

    /** Operands, in the order of the guest's input. */
    private record Operands(BigInteger m, BigInteger a, BigInteger b, BigInteger e) {
        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (BigInteger each : List.of(m, a, b, e)) {
                bytes.writeBytes(bytes32(each));
            }
            return bytes.toByteArray();
        }

        byte[] answers() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<BigInteger> numbers = List.of(
                    a.add(b).mod(WHOLE),
                    a.subtract(b).mod(WHOLE),
                    a.add(b).mod(m),
                    a.subtract(b).mod(m),
                    a.multiply(b).mod(m),
                    a.modPow(e, m),
                    a.modPow(m.subtract(BigInteger.TWO).mod(WHOLE), m));
            numbers.forEach(each -> bytes.writeBytes(bytes32(each)));
            ByteBuffer facts = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            facts.putInt(a.add(b).compareTo(WHOLE) >= 0 ? 1 : 0).putInt(a.compareTo(b) < 0 ? 1 : 0);
            facts.putInt(Integer.signum(a.compareTo(b)) + 1).putInt(a.signum() == 0 ? 1 : 0);
            bytes.writeBytes(facts.array());
            return bytes.toByteArray();
        }

        private static byte[] bytes32(BigInteger number) {
            return HexFormat.of().parseHex("%064x".formatted(number));
        }
    }

    private static RunResult run(byte[] input) throws IOException {
        Program program = Program.load(Files.readAllBytes(GUEST));
        return Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
    }

    private static List<Operands> cases() {
        BigInteger top = WHOLE.subtract(BigInteger.ONE);
        BigInteger p = SECP256K1;
        BigInteger last = p.subtract(BigInteger.ONE);
        List<Operands> cases = new ArrayList<>(List.of(
                new Operands(p, BigInteger.ZERO, last, BigInteger.ZERO),
                new Operands(p, last, last, top),
                new Operands(p, BigInteger.ONE, last, p),
                new Operands(top, top.subtract(BigInteger.ONE), BigInteger.TWO, BigInteger.TWO),
                new Operands(BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO),
                new Operands(BigInteger.TWO, BigInteger.ONE, BigInteger.ONE, top)));
        Random random = new Random(SEED);
        for (int i = 0; i < 8; i++) {
            BigInteger m = new BigInteger(1 + random.nextInt(256), random).add(BigInteger.ONE);
            BigInteger a = new BigInteger(256, random).mod(m);
            cases.add(new Operands(
                    m, a, i % 4 == 0 ? a : new BigInteger(256, random).mod(m), new BigInteger(256, random)));
        }
        return cases;
    }

    @Test
    void computesWhatBigIntegersDo() throws IOException {
        for (Operands each : cases()) {
            RunResult result = run(each.bytes());
            assertThat(HexFormat.of().formatHex(result.output()))
                    .as("%s, seed %d", each, SEED)
                    .isEqualTo(HexFormat.of().formatHex(each.answers()));
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void computesTheSameUnderQemu() throws IOException {
        Qemu.assumePresent();
        Operands operands = cases().getLast();
        assertThat(Qemu.run(GUEST, operands.bytes()).output()).isEqualTo(operands.answers());
    }

    @Test
    void aPanicSaysWhereAndWhyAndEndsTheProgram() throws IOException {
        Operands wrong = new Operands(SECP256K1, BigInteger.ONE, SECP256K1, BigInteger.ONE);
        RunResult result = run(wrong.bytes());
        assertThat(result.exitCode()).isEqualTo(101);
        assertThat(result.output()).isEmpty();
        assertThat(new String(result.log(), StandardCharsets.UTF_8))
                .matches("panicked at programs/numbers\\.c:[0-9]+: b is not below m\n");
    }
}
