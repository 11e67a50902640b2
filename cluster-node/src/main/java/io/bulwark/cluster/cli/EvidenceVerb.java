package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.api.EvidenceList;
import io.bulwark.protocol.api.EvidenceView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists who lied, and forgives. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the operators that get no more work in the gateway's region, because of what one of their nodes sent.",
            "Where gateways ask for keys, this needs an operator's."
        },
        footer = {"", "Example: bulwark evidence", "  bulwark evidence --release coral"})
final class EvidenceVerb implements Callable<Integer> {
    @Option(
            names = "--release",
            paramLabel = "OPERATOR",
            description = "let this operator have work again, and list who is still set aside")
    private Optional<String> release = Optional.empty();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (BulwarkClient client = server.client()) {
            List<EvidenceView> all =
                    release.map(EvidenceVerb::operator).map(client::release).orElseGet(client::evidence);
            if (json) {
                out.println(ApiJson.write(new EvidenceList(all)));
            } else if (all.isEmpty()) {
                out.println("nobody is set aside");
            } else {
                all.forEach(one -> out.printf(
                        "%s is set aside: node %s, job %s: %s%n",
                        one.operator(), one.node(), one.job().brief(), one.what()));
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private static OperatorId operator(String name) {
        try {
            return new OperatorId(name);
        } catch (MalformedMessageException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
