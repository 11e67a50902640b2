package io.bulwark.cluster.cli;

import io.bulwark.client.BulwarkClient;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.ReceiptCheck;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.protocol.receipts.ReceiptFile;
import io.bulwark.protocol.receipts.ReceiptReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the receipts of a job, or has a file of them, and recomputes who made what where. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches the receipts of a job that succeeded, and with --check recomputes from them who made what where, and whether",
            "the job's policy holds; exit code 1 if it does not, or a receipt is forged, altered or missing. With a file instead",
            "of a job nobody is asked. Receipts show who signed for which part, not on whose machine it was computed; that the",
            "proof is valid shows 'bulwark verify'."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark receipts 1f2e... --out run.receipts --check",
            "  bulwark receipts --check run.receipts --consortium consortium.txt --job 1f2e..."
        })
final class ReceiptsVerb implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "the job, or with --check a file of its receipts")
    private Optional<String> what = Optional.empty();

    @Option(names = "--out", paramLabel = "F", description = "where to write the receipts of the job")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--check", description = "say who made what where, and whether the policy holds")
    private boolean check;

    @Option(
            names = "--consortium",
            paramLabel = "LIST",
            description = "the operators' list to go by (else the one in the receipts, on trust)")
    private Optional<Path> consortium = Optional.empty();

    @Option(names = "--job", paramLabel = "ID", description = "of a file: the job that its receipts must be of")
    private Optional<String> job = Optional.empty();

    @Option(names = "--proof", paramLabel = "P", description = "the proof that the receipts must be of")
    private Optional<Path> proof = Optional.empty();

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String named = what.orElseThrow(() -> new UsageException("expected a job, or with --check a file of receipts"));
        boolean file = Files.isRegularFile(Path.of(named));
        if (!check && (file || out.isEmpty())) {
            throw new UsageException(file ? "a file of receipts needs --check" : "expected --out, --check or both");
        }
        if (file) {
            return check(Path.of(named), job.map(Server::job));
        }
        if (check && !named.matches("[0-9a-f]{64}")) {
            throw new UsageException(named + " is not there, and no job's id");
        }
        JobId id = Server.job(named);
        try (BulwarkClient client = server.client()) {
            if (out.isPresent()) {
                fetch(client, id, out.get());
                return check ? check(out.get(), Optional.of(id)) : ExitCode.OK;
            }
            Path fetched = Files.createTempFile("bulwark-", ".receipts");
            try {
                client.receipts(id, fetched);
                return check(fetched, Optional.of(id));
            } finally {
                Files.deleteIfExists(fetched);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts cannot be written: " + e.getMessage(), e);
        }
    }

    private void fetch(BulwarkClient client, JobId id, Path file) {
        GuestFiles.requireDirectory(file);
        Blob receipts = client.receipts(id, file);
        PrintWriter to = spec.commandLine().getOut();
        to.println(JobText.size(receipts.bytes()) + " in " + file + "; 'bulwark receipts --check' says who made what");
        to.flush();
    }

    private int check(Path path, Optional<JobId> wanted) {
        ReceiptFile file = read(path);
        Optional<Consortium> own = own(file);
        Optional<Consortium> list = consortium.map(known -> listed(known, own)).or(() -> own);
        Admission admission = certificate -> admit(certificate.toByteArray(), list.orElse(Consortium.LOOPBACK));
        ReceiptReport report =
                ReceiptCheck.check(file, wanted.orElse(file.spec().id()), proof.map(BulwarkClient::blob), admission);
        print(report, list);
        return report.holds() ? ExitCode.OK : ExitCode.NO;
    }

    private static ReceiptFile read(Path path) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return ReceiptFile.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The list that the job's node went by; none where nodes ran without certificates. */
    private static Optional<Consortium> own(ReceiptFile file) {
        List<Consortium> lists = file.consortium().isEmpty()
                ? List.of()
                : ConsortiumChain.versionsIn(file.consortium().toStringUtf8());
        return lists.stream().findFirst();
    }

    /** The version of the known list that the receipts go by. */
    private static Consortium listed(Path known, Optional<Consortium> own) {
        return ConsortiumFile.read(known).inForce().versions().stream()
                .filter(version -> own.filter(list -> list.digest().equals(version.digest()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new ReceiptException(
                        ReceiptException.Reason.NOT_ADMITTED,
                        "the list of operators in the receipts is none of those in " + known));
    }

    /** An old receipt is worth as much as a new one: its certificate need not be valid any more, but it must have been once. */
    private static Admission.Admitted admit(byte[] der, Consortium list) {
        NodeCertificate certificate = NodeCertificate.parse(der);
        Instant now = Instant.now();
        Instant at = certificate.until().isBefore(now) ? certificate.until() : now;
        return Admission.by(list, certificate, at);
    }

    private void print(ReceiptReport report, Optional<Consortium> list) {
        PrintWriter to = spec.commandLine().getOut();
        to.println("job " + report.spec().id());
        report.parts()
                .forEach(part -> to.printf(
                        "  %-14s %s of %s in %s, %.1f s%n",
                        part.task(),
                        part.maker().node(),
                        part.maker().operator(),
                        part.maker().jurisdiction(),
                        part.nanos() / 1e9));
        sums(to, "by operator", report.byOperator());
        sums(to, "by jurisdiction", report.byJurisdiction());
        to.println(list.map(l -> "operators by version " + l.version() + " of the list"
                        + (consortium.isPresent() ? "" : " that is in the receipts, which nobody has compared"))
                .orElse("the nodes ran without certificates: they say themselves who they are"));
        report.breaches().forEach(breach -> to.println("BREACH: " + breach));
        to.println(report.holds() ? "the policy holds" : "THE POLICY DOES NOT HOLD");
        to.flush();
    }

    private static void sums(PrintWriter out, String title, Map<?, ReceiptReport.Sum> sums) {
        out.println(title);
        sums.forEach((who, sum) -> out.printf(
                "  %-14s %d segments, %d folds, %.1f s%n", who, sum.segments(), sum.folds(), sum.nanos() / 1e9));
    }
}
