package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.cli.ExitCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} has every kind of problem and every exit code, with what they are, and leads nowhere that is not there. */
class TroubleshootingDocTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern PROBLEM = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]{3}) \\| [^|]+ \\|");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| ([0-9]+) \\| [^|]+ \\|");
    private static final Pattern LINK = Pattern.compile("]\\(([a-z-]+\\.md)?(?:#([a-z0-9-]+))?\\)");

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.groupCount() > 1 ? matcher.group(1) + " " + matcher.group(2) : matcher.group(1));
        }
        return found;
    }

    @Test
    void hasEveryKindOfProblemWithItsStatus() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (ProblemType type : ProblemType.values()) {
            kinds.add(type.kind() + " " + type.status());
        }
        assertThat(all(PROBLEM, page("troubleshooting.md"))).containsExactlyElementsOf(kinds);
        for (ProblemType type : ProblemType.values()) {
            assertThat(page("api.md")).contains("`" + type.kind() + "`");
        }
    }

    @Test
    void hasEveryExitCode() throws IOException, IllegalAccessException {
        List<String> codes = new ArrayList<>();
        for (Field field : ExitCode.class.getFields()) {
            codes.add(String.valueOf(field.getInt(null)));
        }
        assertThat(all(CODE, page("troubleshooting.md"))).containsExactlyElementsOf(codes);
    }

    @Test
    void leadsNowhereThatIsNotThere() throws IOException {
        Matcher link = LINK.matcher(page("troubleshooting.md"));
        int links = 0;
        while (link.find()) {
            String target = page(link.group(1) == null ? "troubleshooting.md" : link.group(1));
            if (link.group(2) != null) {
                assertThat(headings(target)).as(link.group()).contains(link.group(2));
            }
            links++;
        }
        assertThat(links).isGreaterThan(8);
    }

    /** What a link may lead to in a page, as GitHub names headings. */
    private static List<String> headings(String page) {
        List<String> names = new ArrayList<>();
        page.lines()
                .filter(line -> line.startsWith("#"))
                .forEach(line -> names.add(line.replaceFirst("#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-')));
        Matcher anchor = Pattern.compile("<a id=\"([a-z-]+)\">").matcher(page);
        while (anchor.find()) {
            names.add(anchor.group(1));
        }
        return names;
    }
}
