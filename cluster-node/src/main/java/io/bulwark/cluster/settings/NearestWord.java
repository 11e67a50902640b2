package io.bulwark.cluster.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that was meant by one with a mistake in it. */
public final class NearestWord {
    /** Letters for each mistake that is forgiven. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private NearestWord() {}

    /** The one that the word is the beginning of, or the nearest with few mistakes for its length; of equally near ones the first by the alphabet. */
    public static Optional<String> of(String word, Collection<String> words) {
        String wanted = word.toLowerCase(Locale.ROOT);
        Comparator<String> nearest = Comparator.comparingInt((String candidate) -> cost(wanted, candidate))
                .thenComparing(c -> c);
        return words.stream()
                .filter(candidate -> cost(wanted, candidate) <= Math.max(1, letters(wanted) / LETTERS_PER_MISTAKE))
                .min(nearest);
    }

    private static int letters(String word) {
        return (int) word.chars().filter(Character::isLetterOrDigit).count();
    }

    private static int cost(String wanted, String candidate) {
        boolean begun = letters(wanted) > 1 && candidate.startsWith(wanted);
        return begun ? 0 : distance(wanted, candidate.toLowerCase(Locale.ROOT));
    }

    /** Letters left out, put in, changed or swapped with their neighbours: the distance of Damerau and Levenshtein, each place changed once. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
