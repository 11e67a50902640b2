package io.bulwark.cluster.demo;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.identity.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Three operators in as many jurisdictions, who found a consortium for one demonstration, and the certificates of their nodes. */
public final class DemoConsortium {
    /** One operator of the demonstration. */
    private record Founder(String operator, String jurisdiction, String region) {}

    private static final List<Founder> FOUNDERS = List.of(
            new Founder("alpine", "CH", "zurich"),
            new Founder("baltic", "EE", "tallinn"),
            new Founder("coral", "PT", "lisbon"));
    private static final Duration DAY = Duration.ofDays(1);

    private final Path directory;
    private final int regions;
    private final List<String> hosts;
    private final List<Authority> authorities;
    private final ConsortiumFile list;
    private final Instant from = Instant.now().minus(DAY);
    private final Instant until = Instant.now().plus(DAY);

    /**
     * Makes keys of all operators, and the list that all have signed.
     *
     * @param directory gets the files
     * @param regions 1 to 3
     */
    public DemoConsortium(Path directory, int regions) {
        this(directory, regions, List.of("127.0.0.1", "localhost"));
    }

    /** @param hosts at which any of the nodes may be */
    public DemoConsortium(Path directory, int regions, List<String> hosts) {
        this.directory = directory;
        this.regions = regions;
        this.hosts = List.copyOf(hosts);
        authorities = FOUNDERS.stream()
                .map(founder -> Authority.make(new OperatorId(founder.operator()), from, until))
                .toList();
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < FOUNDERS.size(); i++) {
            operators.add(Operator.of(
                    authorities.get(i).certificate(),
                    List.of(new Jurisdiction(FOUNDERS.get(i).jurisdiction()))));
        }
        ConsortiumFile founded = ConsortiumFile.founding(operators);
        for (Authority authority : authorities) {
            founded = founded.signed(authority);
        }
        list = founded;
    }

    /** The operators' authorities, in the order in which they take turns. */
    public List<Authority> authorities() {
        return authorities;
    }

    /** The list that all have signed. */
    public ConsortiumFile list() {
        return list;
    }

    /** Who node number {@code index} is: operators take turns, and so do regions. */
    public Member member(int index, NodeId name) {
        Founder founder = FOUNDERS.get(index % FOUNDERS.size());
        return new Member(
                name,
                new OperatorId(founder.operator()),
                new Jurisdiction(founder.jurisdiction()),
                new Region(FOUNDERS.get(index % FOUNDERS.size() % regions).region()));
    }

    /** Makes the node's certificate, and answers the directory that has it and the list. */
    public Path certificates(int index, NodeId name) {
        Path place = directory.resolve(name + "-certs");
        try {
            CertificateFiles.write(
                    authorities.get(index % FOUNDERS.size()).issue(member(index, name), hosts, from, until),
                    place,
                    false);
            list.write(place.resolve(CertificateFiles.CONSORTIUM), false);
            return place;
        } catch (CertsException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        }
    }
}
