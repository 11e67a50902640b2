package io.bulwark.cluster.artifact;

import io.bulwark.protocol.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where copies belong, so that what befalls one jurisdiction, operator or region does not befall all of them. Plain functions.
 */
public final class Spread {
    private static final int JURISDICTION = 4;
    private static final int OPERATOR = 2;
    private static final int REGION = 1;
    /** Of so many candidates the first good one is as good as any other, and not all are looked at. */
    private static final int MANY = 64;

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
        List<Member> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparing(Member::node));
        return next(holders, ordered, any -> true, turn);
    }

    /**
     * The same choice from those of {@code ordered} that are candidates, where there may be thousands.
     *
     * @param ordered in the order of their nodes
     */
    public static Optional<Member> next(
            Collection<Member> holders, List<Member> ordered, Predicate<Member> candidates, int turn) {
        if (ordered.size() > MANY) {
            Optional<Member> far = far(holders, ordered, candidates, turn);
            if (far.isPresent()) {
                return far;
            }
        }
        int greatest = -1;
        int best = 0;
        for (Member member : ordered) {
            int gain = gain(holders, member, greatest);
            if (gain >= greatest && candidates.test(member)) {
                best = gain > greatest ? 1 : best + 1;
                greatest = gain;
            }
        }
        if (best == 0) {
            return Optional.empty();
        }
        int left = Math.floorMod(turn, best);
        for (Member member : ordered) {
            if (gain(holders, member, greatest) == greatest && candidates.test(member) && left-- == 0) {
                return Optional.of(member);
            }
        }
        throw new IllegalStateException("candidates are not the same when they are looked at again");
    }

    /** The first candidate, from some place on, that has nothing in common with any holder. */
    private static Optional<Member> far(
            Collection<Member> holders, List<Member> ordered, Predicate<Member> candidates, int turn) {
        int all = JURISDICTION + OPERATOR + REGION;
        int start = Math.floorMod(turn, ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            Member member = ordered.get((start + i) % ordered.size());
            if (gain(holders, member, all) == all && candidates.test(member)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /**
     * What a copy on the member brings; where that is certain to be below what is wanted, anything below. Names are compared rather than what they name: with
     * thousands of candidates for each copy that is most of the work.
     */
    private static int gain(Collection<Member> holders, Member candidate, int wanted) {
        int jurisdiction = JURISDICTION;
        int operator = OPERATOR;
        int region = REGION;
        for (Member holder : holders) {
            jurisdiction =
                    holder.jurisdiction().code().equals(candidate.jurisdiction().code()) ? 0 : jurisdiction;
            if (jurisdiction + OPERATOR + REGION < wanted) {
                return 0;
            }
            operator = holder.operator().name().equals(candidate.operator().name()) ? 0 : operator;
            region = holder.region().name().equals(candidate.region().name()) ? 0 : region;
        }
        return jurisdiction + operator + region;
    }
}
