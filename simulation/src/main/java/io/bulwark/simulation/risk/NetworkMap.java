package io.bulwark.simulation.risk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.Region;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A network as it is, or is planned: who runs how many nodes where, what jobs ask for, and how often what fails.
 *
 * @param sites an operator has several when it has nodes in several places
 * @param policy what the jobs ask of those who work for them
 * @param demand which part of all capacity the jobs need in the mean, from 0 to 1
 * @param segments of a job, in the mean
 */
public record NetworkMap(
        String name, List<Site> sites, Policy policy, double demand, int segments, Rates rates, Cost cost) {
    /** Nodes of one operator in one place. One node is one unit of capacity. */
    public record Site(OperatorId operator, Jurisdiction jurisdiction, Region region, int nodes) {}

    /**
     * How often something stops, and for how long in the mean.
     *
     * @param nodePerYear of one node
     * @param operatorPerYear of one operator, with all its nodes: bankruptcy, a common mistake, a lost key
     * @param jurisdictionPerYear of one jurisdiction, with all nodes in it: an order to stop, the net cut off
     */
    public record Rates(
            double nodePerYear,
            double nodeHours,
            double operatorPerYear,
            double operatorHours,
            double jurisdictionPerYear,
            double jurisdictionHours) {}

    /** What an hour costs in which no job ends, and in which jobs pile up. */
    public record Cost(double haltedHour, double overloadedHour, String currency) {}

    /** More are not read. */
    private static final int MOST_SITES = 10_000;

    private static final int MOST_NODES = 100_000;

    /** A map of which something is missing or wrong; the message says what. */
    public static final class MapException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MapException(String message) {
            super(message);
        }
    }

    /** @throws MapException if there are no sites or too many, or a number is out of its bounds */
    public NetworkMap {
        sites = List.copyOf(sites);
        require(!sites.isEmpty() && sites.size() <= MOST_SITES, "1 to " + MOST_SITES + " sites", sites.size());
        for (Site site : sites) {
            require(site.nodes >= 1 && site.nodes <= MOST_NODES, "1 to " + MOST_NODES + " nodes of a site", site.nodes);
        }
        require(demand > 0 && demand <= 1, "a demand above 0 and up to 1", demand);
        require(segments >= 1 && segments <= 4096, "1 to 4096 segments", segments);
        for (double rate : List.of(
                rates.nodePerYear,
                rates.nodeHours,
                rates.operatorPerYear,
                rates.operatorHours,
                rates.jurisdictionPerYear,
                rates.jurisdictionHours,
                cost.haltedHour,
                cost.overloadedHour)) {
            require(rate >= 0 && rate <= 1e9, "rates, hours and costs from 0 to 10^9", rate);
        }
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new MapException("expected " + expected + ", got " + got);
        }
    }

    /** Operators of all sites. */
    public Set<OperatorId> operators() {
        return sites.stream().map(Site::operator).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Jurisdictions of all sites. */
    public Set<Jurisdiction> jurisdictions() {
        return sites.stream().map(Site::jurisdiction).collect(Collectors.toCollection(TreeSet::new));
    }

    public int nodes() {
        return sites.stream().mapToInt(Site::nodes).sum();
    }

    private record SiteForm(String operator, String jurisdiction, String region, int nodes) {}

    private record PolicyForm(
            List<String> allowed,
            List<String> denied,
            Integer leastJurisdictions,
            Integer leastOperators,
            Integer greatestSharePercent) {
        Policy policy() {
            return new Policy(
                    set(allowed),
                    set(denied),
                    leastJurisdictions == null ? 1 : leastJurisdictions,
                    leastOperators == null ? 1 : leastOperators,
                    greatestSharePercent == null ? 100 : greatestSharePercent);
        }

        private static Set<Jurisdiction> set(List<String> names) {
            return names == null
                    ? Set.of()
                    : names.stream().map(Jurisdiction::new).collect(Collectors.toSet());
        }
    }

    private record Form(
            String name,
            List<SiteForm> sites,
            PolicyForm policy,
            double demand,
            int segments,
            Rates rates,
            Cost cost) {}

    /**
     * Reads a map: an object with the names of this record's parts.
     *
     * @throws MapException if it is none
     */
    public static NetworkMap parse(String json) {
        try {
            Form form = new ObjectMapper()
                    .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, false)
                    .readValue(json, Form.class);
            require(form.name != null && form.sites != null, "a map with a name and sites", "one without");
            require(form.rates != null && form.cost != null, "a map with rates and cost", "one without");
            List<Site> sites = form.sites.stream()
                    .map(s -> new Site(
                            new OperatorId(s.operator),
                            new Jurisdiction(s.jurisdiction),
                            new Region(s.region),
                            s.nodes))
                    .toList();
            Policy policy = form.policy == null ? Policy.NONE : form.policy.policy();
            return new NetworkMap(form.name, sites, policy, form.demand, form.segments, form.rates, form.cost);
        } catch (JsonProcessingException e) {
            throw new MapException("expected a map in JSON, got: " + e.getOriginalMessage());
        } catch (MalformedMessageException e) {
            throw new MapException(e.getMessage());
        }
    }
}
