package io.bulwark.cluster.cli;

import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.Operator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What operators do to the list of themselves. */
final class ConsortiumVerbs {
    private ConsortiumVerbs() {}

    /** A verb that writes a proposal. */
    abstract static class Proposing implements Callable<Integer> {
        @Option(names = "--out", required = true, paramLabel = "F", description = "the file to write")
        private Path out;

        @Option(names = "--replace", description = "overwrite what is there")
        private boolean replace;

        @Spec
        private CommandSpec spec;

        abstract ConsortiumFile proposal();

        @Override
        public Integer call() {
            ConsortiumFile proposed = proposal();
            proposed.write(out, replace);
            tell(spec.commandLine().getOut(), out, proposed);
            return ExitCode.OK;
        }
    }

    private static void tell(PrintWriter out, Path file, ConsortiumFile list) {
        list.proposal()
                .ifPresentOrElse(
                        next -> out.println("%s: version %d is proposed, signed by %s; it needs %d of %s"
                                .formatted(
                                        file,
                                        next.version(),
                                        next.signatures().keySet(),
                                        list.needed(),
                                        list.voters().stream().map(Operator::id).toList())),
                        () -> out.println("%s: version %d is in force"
                                .formatted(file, list.inForce().newest().version())));
    }

    private static Operator newcomer(Path file) {
        return Operator.of(CertificateFiles.authorityCertificate(file), CertificateFiles.jurisdictions(file));
    }

    /** The first list. */
    @Command(
            name = "found",
            mixinStandardHelpOptions = true,
            description = "Proposes the first list of operators, of these authorities; all of them have to sign it.",
            footer = {"", "Example: bulwark certs found alpine/ca.pem baltic.pem coral.pem --out consortium.txt"})
    static final class Found extends Proposing {
        @Parameters(arity = "1..*", paramLabel = "CA", description = "each operator's ca.pem")
        private List<Path> authorities;

        @Override
        ConsortiumFile proposal() {
            return ConsortiumFile.founding(
                    authorities.stream().map(ConsortiumVerbs::newcomer).toList());
        }
    }

    /** The next list, with further operators. */
    @Command(
            name = "admit",
            mixinStandardHelpOptions = true,
            description = "Proposes the next list, with a further operator.",
            footer = {"", "Example: bulwark certs admit consortium.txt delta.pem --out next.txt"})
    static final class Admit extends Proposing {
        @Parameters(index = "0", paramLabel = "LIST", description = "the list in force")
        private Path list;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "CA", description = "the newcomer's ca.pem")
        private List<Path> authorities;

        @Override
        ConsortiumFile proposal() {
            ConsortiumFile file = ConsortiumFile.read(list);
            List<Operator> next = new ArrayList<>(file.inForce().newest().operators());
            authorities.stream().map(ConsortiumVerbs::newcomer).forEach(next::add);
            return file.proposing(next);
        }
    }

    /** The next list, without some operators. */
    @Command(
            name = "expel",
            mixinStandardHelpOptions = true,
            description = "Proposes the next list, without an operator: its nodes are let in no longer.",
            footer = {"", "Example: bulwark certs expel consortium.txt delta --out next.txt"})
    static final class Expel extends Proposing {
        @Parameters(index = "0", paramLabel = "LIST", description = "the list in force")
        private Path list;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "OPERATOR", description = "who is to go")
        private List<String> operators;

        @Override
        ConsortiumFile proposal() {
            ConsortiumFile file = ConsortiumFile.read(list);
            List<Operator> next = new ArrayList<>(file.inForce().newest().operators());
            for (String name : operators) {
                if (!next.removeIf(operator -> operator.id().equals(new OperatorId(name)))) {
                    throw new CertsException("operator " + name + " is not on the list");
                }
            }
            return file.proposing(next);
        }
    }

    /** The next list, with another authority of an operator. */
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Proposes the next list, with a new authority of an operator beside its old one.",
                "Once that is in force and all of its nodes have certificates of the new authority, --retire proposes the list without the old one."
            },
            footer = {
                "",
                "Example: bulwark certs rotate consortium.txt alpine-2027/ca.pem --out next.txt",
                "         bulwark certs rotate next.txt alpine-2027/ca.pem --retire --out after.txt"
            })
    static final class Rotate extends Proposing {
        @Parameters(index = "0", paramLabel = "LIST", description = "the list in force")
        private Path list;

        @Parameters(index = "1", paramLabel = "CA", description = "the new authority's ca.pem")
        private Path authority;

        @Option(names = "--retire", description = "only the new authority stays")
        private boolean retire;

        @Override
        ConsortiumFile proposal() {
            ConsortiumFile file = ConsortiumFile.read(list);
            CaCertificate fresh = CertificateFiles.authorityCertificate(authority);
            List<Operator> next = new ArrayList<>(file.inForce().newest().operators());
            Operator old = file.inForce()
                    .newest()
                    .operator(fresh.operator())
                    .orElseThrow(() -> new CertsException("operator " + fresh.operator() + " is not on the list"));
            next.remove(old);
            List<CaCertificate> authorities = new ArrayList<>(retire ? List.of() : old.authorities());
            if (retire && !old.authorities().contains(fresh)) {
                throw new CertsException(
                        "the authority in " + authority + " is not on the list yet; propose it without --retire first");
            }
            authorities.add(fresh);
            next.add(new Operator(old.id(), old.jurisdictions(), authorities));
            return file.proposing(next);
        }
    }

    /** A signature. */
    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = {
                "Signs the proposed list in a file with an operator's authority, and adds the signature to the file. Look at it first: certs show.",
                "With --with it takes over signatures from other copies of the file."
            },
            footer = {"", "Example: bulwark certs sign next.txt --ca alpine"})
    static final class Sign implements Callable<Integer> {
        @Parameters(paramLabel = "LIST", description = "the file with the proposed list")
        private Path list;

        @Option(names = "--ca", paramLabel = "DIR", description = "the operator's authority")
        private Path ca;

        @Option(
                names = "--with",
                split = ",",
                paramLabel = "F",
                description = "copies of the file that others have signed")
        private List<Path> copies = List.of();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (ca == null && copies.isEmpty()) {
                throw new UsageException("nothing to sign with: --ca, --with or both are needed");
            }
            ConsortiumFile file = ConsortiumFile.read(list);
            if (!copies.isEmpty()) {
                file = file.with(copies.stream().map(ConsortiumFile::read).toList());
            }
            if (ca != null) {
                file = file.signed(CertificateFiles.authority(ca));
            }
            file.write(list, true);
            tell(spec.commandLine().getOut(), list, file);
            return ExitCode.OK;
        }
    }

    /** What a file says. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Prints the list of operators in a file: who, where, the fingerprints to compare over another channel, who has signed.",
            footer = {"", "Example: bulwark certs show consortium.txt --json"})
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "LIST", description = "the file")
        private Path list;

        @Option(names = "--json", description = "print facts as JSON")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            ConsortiumFile file = ConsortiumFile.read(list);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> facts = new LinkedHashMap<>();
                file.chain().map(ConsortiumChain::newest).ifPresent(now -> facts.put("in_force", facts(now)));
                file.proposal().ifPresent(next -> {
                    facts.put("proposed", facts(next));
                    facts.put("signatures_needed", file.needed());
                });
                out.println(Json.object(facts));
                return ExitCode.OK;
            }
            file.chain().map(ConsortiumChain::newest).ifPresent(now -> print(out, now, "in force"));
            file.proposal().ifPresent(next -> print(out, next, "proposed"));
            tell(out, list, file);
            return ExitCode.OK;
        }

        private static void print(PrintWriter out, Consortium version, String state) {
            out.println("version " + version.version() + ", " + state);
            for (Operator operator : version.operators()) {
                out.println("  %s in %s".formatted(operator.id(), operator.jurisdictions()));
                operator.authorities()
                        .forEach(authority -> out.println("    authority %s, valid until %s"
                                .formatted(authority.fingerprint(), authority.until())));
            }
            out.println("  expelled: " + version.expelled());
            out.println("  signed by " + version.signatures().keySet());
        }

        private static Map<String, Object> facts(Consortium version) {
            List<Map<String, Object>> operators = new ArrayList<>();
            for (Operator operator : version.operators()) {
                operators.add(Map.of(
                        "operator", operator.id().name(),
                        "jurisdictions",
                                operator.jurisdictions().stream()
                                        .map(Object::toString)
                                        .toList(),
                        "authorities",
                                operator.authorities().stream()
                                        .map(authority -> Map.of(
                                                "fingerprint", authority.fingerprint(),
                                                "until", authority.until().toString()))
                                        .toList()));
            }
            return Map.of(
                    "version", version.version(),
                    "operators", operators,
                    "expelled",
                            version.expelled().stream().map(Object::toString).toList(),
                    "signed_by",
                            version.signatures().keySet().stream()
                                    .map(Object::toString)
                                    .toList());
        }
    }
}
