package io.bulwark.cluster.cli;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keys and certificates of a consortium. */
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        description = {
            "Makes keys and certificates for a consortium, and the list of its operators.",
            "Each operator has an authority of its own, which issues the certificates of its nodes. The list says who the operators are; more than half",
            "of them sign each next version of it, all of them the first."
        },
        footer = {
            "",
            "Example, an operator and its first node:",
            "  bulwark certs ca --operator alpine --jurisdiction CH --out alpine",
            "  bulwark certs node --ca alpine --node alpine-1 --region zurich --host 10.0.0.7 --out node-1",
            "  bulwark certs found alpine/ca.pem baltic.pem --out consortium.txt",
            "  bulwark certs sign consortium.txt --ca alpine"
        },
        subcommands = {
            CertsVerb.Ca.class,
            CertsVerb.Node.class,
            CertsJoin.class,
            ConsortiumVerbs.Found.class,
            ConsortiumVerbs.Admit.class,
            ConsortiumVerbs.Expel.class,
            ConsortiumVerbs.Rotate.class,
            ConsortiumVerbs.Sign.class,
            ConsortiumVerbs.Show.class
        })
final class CertsVerb implements Callable<Integer> {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final int MOST_DAYS = 36_500;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    static Instant from() {
        return Instant.now().minus(CLOCKS_DIFFER);
    }

    static Instant until(int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new UsageException("expected 1 to " + MOST_DAYS + " days, got " + days);
        }
        return Instant.now().plus(Duration.ofDays(days));
    }

    /** Makes an authority. */
    @Command(
            name = "ca",
            mixinStandardHelpOptions = true,
            description =
                    "Makes an operator's authority: ca.pem, to be shown to the others, and ca.key, to be kept from them.",
            footer = {"", "Example: bulwark certs ca --operator alpine --jurisdiction CH --out alpine"})
    static final class Ca implements Callable<Integer> {
        @Option(names = "--operator", required = true, paramLabel = "O", description = "the operator's name")
        private String operator;

        @Option(
                names = "--jurisdiction",
                required = true,
                split = ",",
                paramLabel = "CC",
                description = "where the operator runs nodes: two letters; several: CH,LI")
        private List<String> jurisdictions;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
        private Path out;

        @Option(names = "--days", defaultValue = "3650", paramLabel = "N", description = "how long it is valid (3650)")
        private int days;

        @Option(names = "--replace", description = "overwrite what is there")
        private boolean replace;

        @Option(names = "--json", description = "print facts as JSON")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<Jurisdiction> wanted =
                    jurisdictions.stream().map(Jurisdiction::new).toList();
            Authority authority = Authority.make(new OperatorId(operator), from(), until(days));
            CertificateFiles.write(authority, wanted, out, replace);
            Map<String, Object> facts = Map.of(
                    "operator", operator,
                    "jurisdictions", jurisdictions,
                    "fingerprint", authority.certificate().fingerprint(),
                    "until", authority.certificate().until().toString(),
                    "directory", out.toString());
            String words = "authority of operator %s in %s: ca.pem and ca.key, valid until %s%nfingerprint %s"
                    .formatted(
                            operator,
                            out,
                            authority.certificate().until(),
                            authority.certificate().fingerprint());
            spec.commandLine().getOut().println(json ? Json.object(facts) : words);
            return ExitCode.OK;
        }
    }

    /** Makes a node's certificate. */
    @Command(
            name = "node",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a node's certificate and key: node.pem and node.key.",
                "A running node takes new ones as soon as they are in its directory: with --replace its certificate is renewed while it runs."
            },
            footer = {
                "",
                "Example: bulwark certs node --ca alpine --node alpine-1 --region zurich --host 10.0.0.7 --out node-1"
            })
    static final class Node implements Callable<Integer> {
        @Option(names = "--node", required = true, paramLabel = "N", description = "the node's name")
        private String node;

        @Mixin
        private NodePapers papers;

        @Option(
                names = "--host",
                split = ",",
                defaultValue = "127.0.0.1,localhost",
                paramLabel = "H",
                description = "names and addresses by which others reach it (127.0.0.1,localhost)")
        private List<String> hosts;

        @Option(names = "--days", defaultValue = "90", paramLabel = "N", description = "how long it is valid (90)")
        private int days;

        @Option(names = "--json", description = "print facts as JSON")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            NodeIdentity identity = papers.issue(node, hosts, days);
            Member member = identity.member();
            papers.write(identity);
            Map<String, Object> facts = Map.of(
                    "node", node,
                    "operator", member.operator().name(),
                    "jurisdiction", member.jurisdiction().code(),
                    "region", member.region().name(),
                    "hosts", hosts,
                    "until", identity.shown().until().toString(),
                    "directory", papers.out().toString());
            String words = "node %s, region %s, in %s: node.pem and node.key, valid until %s"
                    .formatted(
                            member,
                            member.region(),
                            papers.out(),
                            identity.shown().until());
            spec.commandLine().getOut().println(json ? Json.object(facts) : words);
            return ExitCode.OK;
        }
    }
}
