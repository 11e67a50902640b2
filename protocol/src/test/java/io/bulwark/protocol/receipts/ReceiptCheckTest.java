package io.bulwark.protocol.receipts;

import static io.bulwark.protocol.receipts.SomeReceipts.ACME;
import static io.bulwark.protocol.receipts.SomeReceipts.BOLT;
import static io.bulwark.protocol.receipts.SomeReceipts.CORD;
import static io.bulwark.protocol.receipts.SomeReceipts.INPUT;
import static io.bulwark.protocol.receipts.SomeReceipts.LIST;
import static io.bulwark.protocol.receipts.SomeReceipts.PROOF;
import static io.bulwark.protocol.receipts.SomeReceipts.SEGMENTS;
import static io.bulwark.protocol.receipts.SomeReceipts.SPEC;
import static io.bulwark.protocol.receipts.SomeReceipts.STRANGER;
import static io.bulwark.protocol.receipts.SomeReceipts.before;
import static io.bulwark.protocol.receipts.SomeReceipts.claim;
import static io.bulwark.protocol.receipts.SomeReceipts.fact;
import static io.bulwark.protocol.receipts.SomeReceipts.facts;
import static io.bulwark.protocol.receipts.SomeReceipts.file;
import static io.bulwark.protocol.receipts.SomeReceipts.segment;
import static io.bulwark.protocol.receipts.SomeReceipts.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.receipts.ReceiptException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReceiptCheckTest {
    private static ReceiptReport check(ReceiptFile file) {
        return ReceiptCheck.check(file, SPEC.id(), Optional.of(PROOF), SomeReceipts::admit);
    }

    private static UnaryOperator<List<Fact>> instead(int at, Fact fact) {
        return facts -> {
            facts.set(at, fact);
            return facts;
        };
    }

    @Test
    void tellsWhoMadeWhatWhere() {
        ReceiptReport report = check(file(UnaryOperator.identity()));

        assertThat(report.holds()).as("%s", report.breaches()).isTrue();
        assertThat(report.parts()).hasSize(6);
        assertThat(report.byOperator().get(new OperatorId("acme")))
                .isEqualTo(new ReceiptReport.Sum(2, 1 + 4, 0, 2_000));
        assertThat(report.byJurisdiction().get(new Jurisdiction("FR")))
                .isEqualTo(new ReceiptReport.Sum(1, 2, 1, 2_000));
        assertThat(report.byOperator().get(new OperatorId("cord"))).isEqualTo(new ReceiptReport.Sum(1, 3, 1, 2_000));
    }

    @Test
    void tellsWhatOfThePolicyDoesNotHold() {
        Signer american = signer("d", "dell", "US");
        LIST.put(american.certificate(), american.member());
        ReceiptReport report = check(file(facts -> {
            facts.set(1, segment(1, ACME));
            facts.set(2, segment(2, ACME));
            facts.set(4, fact(TaskName.join(new Span(0, SEGMENTS)), claim(0, SEGMENTS), american));
            return facts;
        }));

        assertThat(report.holds()).isFalse();
        assertThat(report.breaches()).hasSize(5);
        assertThat(String.join("\n", report.breaches()))
                .contains(
                        "does not allow US, where d of dell is",
                        "at least 3 operators, got 1: [acme]",
                        "at least 3 jurisdictions, got 1: [DE]",
                        "one operator at most 50 % of 4 segments, which is 2; acme made 4",
                        "one jurisdiction at most 50 % of 4 segments, which is 2; DE made 4");
    }

    @Test
    void refusesAReceiptThatWasAlteredInAnyField() {
        Fact good = segment(1, BOLT);
        Receipt receipt = good.receipt();
        ProverId other = new ProverId(good.prover().node(), 8);
        List<Fact> altered = List.of(
                new Fact(
                        good.task(),
                        good.claim(),
                        new ArtifactId(Sha256.of(new byte[2])),
                        9,
                        good.prover(),
                        1_000,
                        receipt),
                new Fact(good.task(), good.claim(), INPUT, 10, good.prover(), 1_000, receipt),
                new Fact(good.task(), good.claim(), INPUT, 9, other, 1_000, receipt),
                new Fact(good.task(), good.claim(), INPUT, 9, good.prover(), 1_001, receipt),
                new Fact(good.task(), claim(1, 3), INPUT, 9, good.prover(), 1_000, receipt),
                new Fact(
                        good.task(),
                        good.claim(),
                        INPUT,
                        9,
                        good.prover(),
                        1_000,
                        new Receipt(receipt.maker(), receipt.certificate(), ACME.sign(good.signed()))));
        for (Fact fact : altered) {
            refuses(Reason.WRONG_SIGNATURE, "interval 1 by b", () -> check(file(instead(1, fact))));
        }
        TaskId task = new TaskId(SPEC.id(), TaskName.segment(3));
        Fact moved = new Fact(task, good.claim(), INPUT, 9, good.prover(), 1_000, receipt);
        refuses(Reason.WRONG_SIGNATURE, "interval 3 by b", () -> check(file(instead(3, moved))));
    }

    @Test
    void refusesAReceiptWhoseMakerIsNotWhomTheCertificateNames() {
        Fact good = segment(1, BOLT);
        Member german =
                new Member(good.prover().node(), good.maker().operator(), new Jurisdiction("DE"), new Region("here"));
        Receipt moved =
                new Receipt(german, good.receipt().certificate(), good.receipt().signature());
        Fact fact = new Fact(good.task(), good.claim(), INPUT, 9, good.prover(), 1_000, moved);
        refuses(Reason.OTHER_MAKER, "names b (of bolt, DE)", () -> check(file(instead(1, fact))));
    }

    @Test
    void refusesAReceiptWithACertificateThatNobodyVouchesFor() {
        refuses(Reason.NOT_ADMITTED, "no operator on the list", () -> check(file(instead(0, segment(0, STRANGER)))));
    }

    @Test
    void refusesReceiptsThatAreMissingOrDoubled() {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            int missing = segment;
            refuses(
                    Reason.MISSING,
                    "interval " + segment,
                    () -> check(file(facts -> {
                        facts.remove(missing);
                        return facts;
                    })));
        }
        refuses(Reason.MISSING, "the last proof", () -> check(file(facts -> facts.subList(0, 5))));
        refuses(
                Reason.DOUBLED,
                "two receipts of interval 1",
                () -> check(file(facts -> {
                    facts.add(segment(1, CORD));
                    return facts;
                })));
    }

    @Test
    void refusesAnotherJobsReceipts() {
        JobSpec other = SPEC.under(Policy.NONE);
        Fact foreign = fact(other, TaskName.segment(1), claim(1, 2), BOLT);
        refuses(Reason.FOREIGN_JOB, "interval 1 is of job " + other.id(), () -> check(file(instead(1, foreign))));
        refuses(
                Reason.FOREIGN_JOB,
                other.id().toString(),
                () -> ReceiptCheck.check(
                        file(UnaryOperator.identity()), other.id(), Optional.empty(), SomeReceipts::admit));
    }

    @Test
    void refusesReceiptsOfAnotherProofOrClaim() {
        Blob other = new Blob(INPUT, 10);
        refuses(
                Reason.OTHER_STATEMENT,
                "expected receipts of the proof",
                () -> ReceiptCheck.check(
                        file(UnaryOperator.identity()), SPEC.id(), Optional.of(other), SomeReceipts::admit));
        Fact finish = Fact.of(
                new TaskId(SPEC.id(), TaskName.finish(SEGMENTS)),
                claim(0, SEGMENTS),
                other,
                new ProverId(CORD.member().node(), 7),
                1,
                CORD);
        refuses(Reason.OTHER_STATEMENT, "another proof", () -> check(file(instead(5, finish))));
        Fact elsewhere = fact(TaskName.segment(1), claim(0, 2), BOLT);
        refuses(Reason.OTHER_CLAIM, "interval 1", () -> check(file(instead(1, elsewhere))));
        Fact wide = fact(TaskName.join(new Span(0, 3)), claim(0, SEGMENTS), BOLT);
        refuses(Reason.OTHER_CLAIM, "join 0..2", () -> check(file(instead(4, wide))));
        Fact beyond = fact(TaskName.segment(4), claim(4, 5), BOLT);
        refuses(
                Reason.OTHER_CLAIM,
                "5 intervals of a run of 4",
                () -> check(file(facts -> {
                    facts.add(beyond);
                    return facts;
                })));
        Checkpoint lie = new Checkpoint(before(SEGMENTS).step(), ByteString.copyFromUtf8("lie"));
        Fact end = fact(TaskName.segment(3), new Claim(before(3), lie), ACME);
        refuses(Reason.OTHER_CLAIM, "interval 3", () -> check(file(instead(3, end))));
    }

    @Test
    void comesBackFromItsFileAsItWasAndIsRefusedWhenThatIsDamaged() throws IOException {
        ReceiptFile file = file(UnaryOperator.identity());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        byte[] bytes = out.toByteArray();
        assertThat(read(bytes)).isEqualTo(file);

        refuses(Reason.MALFORMED, "end too early", () -> read(Arrays.copyOf(bytes, bytes.length - 1)));
        refuses(Reason.MALFORMED, "behind its end", () -> read(Arrays.copyOf(bytes, bytes.length + 1)));
        refuses(Reason.MALFORMED, "does not begin", () -> read(new byte[100]));
        long seed = 8;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = Arrays.copyOf(bytes, i % 2 == 0 ? bytes.length : random.nextInt(bytes.length));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                // Only what nothing depends on may change: a certificate's list in the head.
                assertThat(check(read(broken)).parts()).isEqualTo(check(file).parts());
            } catch (ReceiptException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    private static ReceiptFile read(byte[] bytes) throws IOException {
        return ReceiptFile.read(new ByteArrayInputStream(bytes));
    }

    private static void refuses(Reason reason, String words, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOf(ReceiptException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((ReceiptException) e).reason())
                .isEqualTo(reason);
    }
}
