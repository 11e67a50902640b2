package io.bulwark.cluster.cli;

import com.typesafe.config.ConfigException;
import io.bulwark.client.DamagedException;
import io.bulwark.client.RefusedException;
import io.bulwark.client.UnreachableException;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.doctor.ThisMachine;
import io.bulwark.cluster.http.HttpStartException;
import io.bulwark.cluster.node.Gateway.NoAnswerException;
import io.bulwark.cluster.node.NodeStartException;
import io.bulwark.cluster.settings.SettingsException;
import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.cluster.work.WorkloadSettings;
import io.bulwark.proof.MemoryBudgetException;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.plan.PlanException;
import io.bulwark.riscv.segment.SegmentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code bulwark}. */
@Command(
        name = "bulwark",
        mixinStandardHelpOptions = true,
        version = "Bulwark 0.1.0",
        description = "A prover network that no one can switch off.",
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Exit codes: 0 as asked; 1 the answer is no; 2 wrong usage or bad input;",
            "3 cannot reach the cluster; 70 a bug, with a report file.",
            "",
            "Example: bulwark demo --kill"
        })
public final class Bulwark {
    private static final int HTTP_TROUBLE = 500;
    private static final Set<Integer> HTTP_NOT_NOW = Set.of(409, 429);

    private Bulwark() {}

    /** Runs a verb and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(Bulwark::workloads, Bulwark.class).execute(args));
    }

    private static WorkloadSet workloads(WorkloadSettings settings) {
        return WorkloadSet.of(new SpongeWorkload(settings.threads()), new RiscvWorkload(settings));
    }

    /**
     * The command line over a workload.
     *
     * @param workloads makes the workload that nodes prove
     * @param main the class whose {@code main} starts this command line in another process
     */
    public static CommandLine commandLine(Workloads workloads, Class<?> main) {
        CommandLine line = new CommandLine(new Bulwark())
                .addSubcommand(new DemoVerb(workloads, main))
                .addSubcommand(new RunVerb())
                .addSubcommand(new ProveVerb())
                .addSubcommand(new NodeVerb(workloads, main))
                .addSubcommand(new CertsVerb())
                .addSubcommand(new WorkerVerb(workloads))
                .addSubcommand(new SubmitVerb())
                .addSubcommand(new JobsVerb())
                .addSubcommand(new JobVerb())
                .addSubcommand(new WatchVerb())
                .addSubcommand(new CancelVerb())
                .addSubcommand(new ProofVerb())
                .addSubcommand(new ReceiptsVerb())
                .addSubcommand(new NodesVerb())
                .addSubcommand(new DrainVerb())
                .addSubcommand(new EvidenceVerb())
                .addSubcommand(new ApiKeyVerb())
                .addSubcommand(new VerifyVerb(workloads))
                .addSubcommand(new InspectVerb())
                .addSubcommand(new BundleVerb())
                .addSubcommand(new KeysVerb())
                .addSubcommand(new SecurityVerb())
                .addSubcommand(new ExportMachineVerb())
                .addSubcommand(new BatchInputVerb())
                .addSubcommand(new EvmInputVerb())
                .addSubcommand(new EvmTestsVerb())
                .addSubcommand(new BenchVerb())
                .addSubcommand(new NewVerb())
                .addSubcommand(new DoctorVerb(new ThisMachine()))
                .addSubcommand(new CompletionVerb());
        for (MoreVerbs more : ServiceLoader.load(MoreVerbs.class)) {
            more.verbs().forEach(line::addSubcommand);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(Bulwark::failed);
    }

    private static int failed(Exception e, CommandLine verb, ParseResult parsed) {
        PrintWriter err = verb.getErr();
        return switch (e) {
            case UsageException bad -> say(err, verb, bad, ExitCode.USAGE);
            case ArtifactException bad -> say(err, verb, bad, ExitCode.USAGE);
            case ConfigException bad -> say(err, verb, bad, ExitCode.USAGE);
            case MalformedMessageException bad -> say(err, verb, bad, ExitCode.USAGE);
            case GuestException bad -> say(err, verb, bad, ExitCode.USAGE);
            case PlanException bad -> say(err, verb, bad, ExitCode.USAGE);
            case SegmentException bad -> say(err, verb, bad, ExitCode.USAGE);
            case MemoryBudgetException bad -> say(err, verb, bad, ExitCode.USAGE);
            case SettingsException bad -> say(err, verb, bad, ExitCode.USAGE);
            case CertsException bad -> say(err, verb, bad, ExitCode.USAGE);
            case IdentityException bad -> say(err, verb, bad, ExitCode.USAGE);
            case NodeStartException bad -> say(err, verb, bad, ExitCode.USAGE);
            case ReceiptException no -> say(err, verb, no, ExitCode.NO);
            case RefusedException no -> say(err, verb, no, code(no));
            case UnreachableException none -> say(err, verb, none, ExitCode.UNREACHABLE);
            case DamagedException bad -> say(err, verb, bad, ExitCode.NO);
            case UncheckedIOException bad -> say(err, verb, bad, ExitCode.USAGE);
            case HttpStartException bad -> say(err, verb, bad, ExitCode.USAGE);
            case NoAnswerException none -> say(err, verb, none, ExitCode.UNREACHABLE);
            default -> report(err, verb, e);
        };
    }

    /** Trouble of the cluster, a no, or a mistake of who asked. */
    private static int code(RefusedException refused) {
        int status = refused.problem().status();
        if (status >= HTTP_TROUBLE) {
            return ExitCode.UNREACHABLE;
        }
        return HTTP_NOT_NOW.contains(status) ? ExitCode.NO : ExitCode.USAGE;
    }

    private static int say(PrintWriter err, CommandLine verb, Exception e, int code) {
        err.println("bulwark " + verb.getCommandName() + ": " + e.getMessage());
        return code;
    }

    private static int report(PrintWriter err, CommandLine verb, Exception e) {
        err.println("bulwark " + verb.getCommandName() + ": this is a bug in Bulwark: " + e);
        try {
            Path file = Files.createTempFile("bulwark-report-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                out.println("bulwark " + verb.getCommandName());
                out.println("java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
                e.printStackTrace(out);
            }
            err.println("A report is in " + file);
        } catch (IOException unwritable) {
            err.println("No report file could be written (" + unwritable.getMessage() + "); the report is:");
            e.printStackTrace(err);
        }
        return ExitCode.BUG;
    }
}
