package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.register;
import static io.bulwark.riscv.tables.ProductTablesTest.disguised;
import static io.bulwark.riscv.tables.ProductTablesTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody would say of a quotient or a remainder that is not so. */
class DivisionLiesTest {
    private static final DivTable DIV = new DivTable();
    private static final int MIN = Integer.MIN_VALUE;
    private static final long SEED = 2026;

    @Test
    void aDivisionTakesItsSigns() {
        for (int[] pair : new int[][] {{-7, 2}, {7, -2}, {-7, -2}, {MIN, -1}, {MIN, 1}, {-1, MIN}, {1, MIN}}) {
            for (String[] names : new String[][] {{"div", "divu"}, {"rem", "remu"}, {"divu", "div"}, {"remu", "rem"}}) {
                Forgery row = disguised(DIV, names[0], names[1], pair[0], pair[1], "uns", "rem");
                assertThat(row.isAccepted())
                        .as("%s as %s of %s", names[1], names[0], pair[0])
                        .isFalse();
            }
        }
    }

    @Test
    void aResultHasTheSignThatItShould() {
        for (int[] pair : new int[][] {{-7, 2}, {7, -2}, {-7, -2}, {7, 2}}) {
            for (String name : List.of("div", "rem")) {
                Forgery row = row(DIV, name, pair[0], pair[1]);
                int a = row.at("a0") | row.at("a1") << 16;
                Forgery negated = row.withWord("a", -a)
                        .with("sg", 1 - row.at("sg"))
                        .with("w0", 1)
                        .with("w1", 1);
                assertThat(negated.isAccepted()).isFalse();
                assertThat(negated.with("mx", 1 - row.at("mx")).isAccepted()).isFalse();
                assertThat(negated.with("mb", 1 - row.at("mb")).isAccepted()).isFalse();
                assertThat(row.withWord("a", -a).isAccepted()).isFalse();
            }
        }
    }

    @Test
    void minusZeroIsZero() {
        for (String name : List.of("div", "rem")) {
            Forgery row = name.equals("div") ? row(DIV, name, 0, -5) : row(DIV, name, -6, 3);
            assertThat(row.at("sg")).isEqualTo(1);
            assertThat(row.at("a0") | row.at("a1")).isZero();
            assertThat(row.with("w0", 1).with("a0", Word.W).with("a1", -1).isAccepted())
                    .isFalse();
            assertThat(row.with("w0", 1)
                            .with("a0", Word.W)
                            .with("w1", 1)
                            .with("a1", 0xffff)
                            .isAccepted())
                    .isFalse();
            assertThat(row.with("w1", 1).with("a1", Word.W).isAccepted()).isFalse();
            assertThat(row.with("w0", 1).with("a0", 0).isAccepted()).isFalse();
        }
    }

    @Test
    void divisionByZeroHasOneAnswer() {
        for (String name : List.of("div", "divu", "rem", "remu")) {
            for (int b : new int[] {0, 5, -5, MIN}) {
                Forgery row = row(DIV, name, b, 0);
                boolean remainder = name.startsWith("rem");
                int magnitude = row.at("B0") | row.at("B1") << 16;
                // Any quotient, with R = B, as if the divisor were not zero: R < 0 cannot be shown.
                for (int q : new int[] {0, 1, magnitude, -1}) {
                    Forgery other = row.withWord("Q", q).with("zc", 0);
                    other = remainder ? other : other.withWord("a", q).with("sg", 0);
                    for (int e = 0; e < 2; e++) {
                        long d = row.at(e == 1 ? "R0" : "R1");
                        assertThat(other.with("e", e).with("D", d).isAccepted()).isFalse();
                        assertThat(other.with("e", e).with("D", d - Word.W).isAccepted())
                                .isFalse();
                    }
                    assertThat(q == -1 || !other.with("zc", 1).isAccepted()).isTrue();
                }
                assertThat(row.withWord("R", magnitude + 1).isAccepted()).isFalse();
                assertThat(remainder
                                || !row.with("sg", 1)
                                        .withWord("a", 1)
                                        .with("w0", 1)
                                        .with("w1", 1)
                                        .isAccepted())
                        .isTrue();
            }
        }
        assertThat(row(DIV, "divu", 5, 1)
                        .with("zc", 1)
                        .withWord("Q", -1)
                        .withWord("a", -1)
                        .isAccepted())
                .isFalse();
    }

    /** B = (Q - 1) C + (R + C), the least of the quotients that a remainder too large would allow. */
    @Test
    void aRemainderIsLessThanTheDivisor() {
        for (int[] pair : new int[][] {{100, 7}, {0x50000, 0x10001}, {-1, 0x10000}, {6, 3}, {0xabcdef, 0xabcdef}}) {
            Forgery row = row(DIV, "remu", pair[0], pair[1]);
            int q = Integer.divideUnsigned(pair[0], pair[1]) - 1;
            int r = Integer.remainderUnsigned(pair[0], pair[1]) + pair[1];
            // Another row's lines: those of r + q c.
            Forgery lines = Forgery.of(DIV, new MadeSteps(SEED).add(register("remu", 3, 1, 2), q * pair[1], pair[1]));
            Forgery other = row.withWord("Q", q).withWord("R", r).withWord("a", r);
            for (String name : List.of("s0", "s1", "t0")) {
                other = other.with(name, lines.at(name));
            }
            long low =
                    (long) (q & 0xffff) * (pair[1] & 0xff) + 256L * lines.at("s0") + (r & 0xffff) - (pair[0] & 0xffff);
            assertThat(low % Word.W).isZero();
            other = other.with("kp", low / Word.W);
            boolean equal = r >>> 16 == pair[1] >>> 16;
            for (int e = 0; e <= (equal ? 1 : 0); e++) {
                int d = e == 1 ? (r & 0xffff) - (pair[1] & 0xffff) : (r >>> 16) - (pair[1] >>> 16);
                Forgery decided = other.with("e", e).with("D", d);
                assertThat(decided.isAccepted()).isFalse();
                // All but the lookup of D holds, or this would be refused for another reason.
                assertThat(decided.brokenConstraints()).isZero();
            }
        }
    }

    /** A multiplicity real - zc = -1 would make the row answer a lookup of any value. */
    @Test
    void aPaddingRowOfDivisionsAnswersNothing() {
        Forgery padding = row(DIV, "div", 1, 1).padding();
        assertThat(padding.isAccepted()).isTrue();
        Forgery answering = padding.with("zc", 1)
                .withWord("Q", -1)
                .with("e", 1)
                .with("R0", 12345)
                .with("D", 12345)
                .with("B0", 12345)
                .with("b0", 12345)
                .withWord("a", -1);
        assertThat(answering.messages())
                .anyMatch(
                        message -> message.bus() == Buses.RANGE.number() && message.multiplicity() == KoalaBear.P - 1);
        // That the multiplicity is a flag is all that stands against it.
        assertThat(answering.brokenConstraints()).isEqualTo(1);
    }
}
