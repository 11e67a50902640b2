package io.bulwark.protocol;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a job asks of those who work for it. It is part of the job's name, so nobody can change it on the way.
 *
 * @param allowed where the job may be worked on; none: everywhere
 * @param denied where it must not be worked on
 * @param leastJurisdictions in how many jurisdictions segments are proved at least; 1 asks for nothing
 * @param leastOperators by how many operators segments are proved at least; 1 asks for nothing
 * @param greatestSharePercent how many of a hundred segments one operator, or one jurisdiction, proves at most; 100 asks for nothing
 */
public record Policy(
        Set<Jurisdiction> allowed,
        Set<Jurisdiction> denied,
        int leastJurisdictions,
        int leastOperators,
        int greatestSharePercent) {
    /** Asks for nothing. */
    public static final Policy NONE = new Policy(Set.of(), Set.of(), 1, 1, 100);

    /** @throws MalformedMessageException if a number is out of its bounds, or nobody could ever do what is asked */
    public Policy {
        allowed = Set.copyOf(allowed);
        denied = Set.copyOf(denied);
        int named = Math.max(allowed.size(), denied.size());
        MalformedMessageException.require(
                named <= Limits.JURISDICTIONS, "at most " + Limits.JURISDICTIONS + " jurisdictions", named);
        Set<Jurisdiction> both = new TreeSet<>(allowed);
        both.retainAll(denied);
        MalformedMessageException.require(both.isEmpty(), "jurisdictions either allowed or denied", both + " as both");
        int most = allowed.isEmpty() ? Limits.JURISDICTIONS : allowed.size();
        MalformedMessageException.require(
                leastJurisdictions >= 1 && leastJurisdictions <= most,
                "1 to " + most + " jurisdictions at least",
                leastJurisdictions);
        MalformedMessageException.require(
                leastOperators >= 1 && leastOperators <= Limits.OPERATORS,
                "1 to " + Limits.OPERATORS + " operators at least",
                leastOperators);
        MalformedMessageException.require(
                greatestSharePercent >= 1 && greatestSharePercent <= 100,
                "a greatest share of 1 to 100 percent",
                greatestSharePercent);
    }

    /** Whether the job may be worked on there. */
    public boolean admits(Jurisdiction jurisdiction) {
        return (allowed.isEmpty() || allowed.contains(jurisdiction)) && !denied.contains(jurisdiction);
    }

    /** How many of so many segments one operator, or one jurisdiction, proves at most: whole ones, rounded down. */
    public int most(int segments) {
        return (int) ((long) segments * greatestSharePercent / 100);
    }
}
