package io.bulwark.cluster.artifact;

import io.bulwark.protocol.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where copies belong, so that what befalls one jurisdiction, operator or region does not befall all of them. Plain functions.
 */
public final class Spread {
    private Spread() {}

    /**
     * Whether so many members hold something, or all there are, and in two jurisdictions, if those that can be reached are in two.
     *
     * @param copies how many are wanted
     * @param members how many members there are
     */
    public static boolean enough(Collection<Member> holders, Collection<Member> reachable, int copies, int members) {
        if (holders.size() < Math.min(copies, members)) {
            return false;
        }
        // Holders are few and those that can be reached may be thousands: these are looked at only if it may matter.
        long held = jurisdictions(holders);
        return held >= 2 || jurisdictions(reachable) <= held;
    }

    /** In how many jurisdictions they are; 2 if in more. */
    private static long jurisdictions(Collection<Member> members) {
        return members.stream().map(Member::jurisdiction).distinct().limit(2).count();
    }

    /**
     * Who of the candidates should hold the next copy: one in a jurisdiction that holds none, or else of an operator that does, or else in such a region.
     *
     * @param turn spreads equally good ones: another number, another choice
     */
    public static Optional<Member> next(Collection<Member> holders, Collection<Member> candidates, int turn) {
        List<Member> best = new ArrayList<>();
        int greatest = 0;
        for (Member candidate : candidates) {
            int gain = gain(holders, candidate);
            if (gain > greatest) {
                best.clear();
            }
            greatest = Math.max(greatest, gain);
            if (gain == greatest) {
                best.add(candidate);
            }
        }
        best.sort(Comparator.comparing(Member::node));
        return best.isEmpty() ? Optional.empty() : Optional.of(best.get(Math.floorMod(turn, best.size())));
    }

    private static int gain(Collection<Member> holders, Member candidate) {
        int jurisdiction = 4;
        int operator = 2;
        int region = 1;
        for (Member holder : holders) {
            jurisdiction = holder.jurisdiction().equals(candidate.jurisdiction()) ? 0 : jurisdiction;
            operator = holder.operator().equals(candidate.operator()) ? 0 : operator;
            region = holder.region().equals(candidate.region()) ? 0 : region;
        }
        return jurisdiction + operator + region;
    }
}
