package io.bulwark.cluster.cli;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Region;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of verbs by which an operator's authority issues a node's certificate: whose, where the node stands, and where the files go. */
final class NodePapers {
    @Option(names = "--ca", required = true, paramLabel = "DIR", description = "the operator's authority")
    private Path ca;

    @Option(names = "--region", required = true, paramLabel = "R", description = "the node's region")
    private String region;

    @Option(
            names = "--jurisdiction",
            paramLabel = "CC",
            description = "where the node stands; to be said if the operator has several")
    private Optional<String> jurisdiction = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out;

    @Option(names = "--replace", description = "overwrite what is there")
    private boolean replace;

    /** The directory of the operator's authority. */
    Path ca() {
        return ca;
    }

    Path out() {
        return out;
    }

    boolean replaces() {
        return replace;
    }

    /**
     * Issues the certificate; {@link #write} writes it.
     *
     * @param hosts names and addresses by which others reach the node
     * @param days how long it is valid
     * @throws UsageException if the authority cannot issue for so long, or the jurisdiction has to be said
     */
    NodeIdentity issue(String node, List<String> hosts, int days) {
        Instant from = CertsVerb.from();
        Instant until = CertsVerb.until(days);
        Authority authority = CertificateFiles.authority(ca);
        if (until.isAfter(authority.certificate().until())) {
            throw new UsageException("the authority in " + ca + " is valid until "
                    + authority.certificate().until() + " only, not until " + until);
        }
        Member member =
                new Member(new NodeId(node), authority.certificate().operator(), standing(), new Region(region));
        return authority.issue(member, hosts, from, until);
    }

    /** Writes certificate and key to the directory. */
    void write(NodeIdentity identity) {
        CertificateFiles.write(identity, out, replace);
    }

    private Jurisdiction standing() {
        if (jurisdiction.isPresent()) {
            return new Jurisdiction(jurisdiction.get());
        }
        NavigableSet<Jurisdiction> possible = CertificateFiles.jurisdictions(ca);
        if (possible.size() != 1) {
            throw new UsageException(
                    "the operator runs nodes in " + possible + "; say where this one stands: --jurisdiction");
        }
        return possible.first();
    }
}
