package io.bulwark.cluster.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.profile.Frame;
import io.bulwark.riscv.profile.Profile;
import io.bulwark.riscv.profile.Profiler;
import io.bulwark.riscv.segment.SegmentMachine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ProfileFilesTest {
    private static final Path SELFTEST = Path.of("..", "guests", "selftest.elf");

    private static Profile profile() throws IOException {
        return profile(Files.readAllBytes(SELFTEST));
    }

    private static Profile profile(byte[] elf) {
        Program program = Program.load(elf);
        Profiler profiler = new Profiler(program, SegmentMachine.standard()::cellsOf);
        Input input = Input.of(new byte[] {7, 0, 0, 0, 3, 0, 0, 0});
        Executor.run(program, input, Limits.standard(), profiler);
        return profiler.profile();
    }

    @Test
    void collapsedStacksAddUpToTheRun() throws IOException {
        Profile profile = profile();
        for (Weight weight : Weight.values()) {
            List<String> lines = FoldedStacks.of(profile, weight).lines().toList();
            assertThat(lines)
                    .allMatch(line -> line.matches("[^ ]+ [1-9][0-9]*"))
                    .doesNotHaveDuplicates();
            long sum = lines.stream()
                    .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            assertThat(sum).isEqualTo(weight == Weight.CELLS ? profile.cells() : profile.cycles());
            assertThat(lines).anyMatch(line -> line.startsWith("_start;main;"));
        }
    }

    @Test
    void theTableNamesTheCostliestFirstAndAddsUpTheRest() throws IOException {
        Profile profile = profile();
        List<String> lines = ProfileTable.of(profile, Weight.CYCLES).lines().toList();
        assertThat(lines.getFirst()).contains("%,d cycles".formatted(profile.cycles()), "by cycles");
        List<Long> cycles = lines.stream()
                .filter(line -> line.matches(" *[0-9,]+ +[0-9.]+ +[0-9,]+ +[0-9,]+ .*"))
                .map(line -> Long.parseLong(line.strip().split(" +", -1)[2].replace(",", "")))
                .toList();
        assertThat(cycles).hasSizeGreaterThan(5).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(lines).anyMatch(line -> line.endsWith("  [keccak_f1600]"));
    }

    @Test
    void theFlameGraphIsWellFormedAndAsksForNothing() throws Exception {
        Profile profile = profile();
        String svg = FlameGraph.of(profile, Weight.CELLS, "self<test>&\"\u0001");
        Document document = parsed(svg);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Flame graph of self<test>&\"?");
        assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContainIgnoringCase("http:", "https:", "href", "url(", "<script", "@import", "<!DOCTYPE");
        NodeList boxes = document.getElementsByTagName("g");
        assertThat(boxes.getLength()).isGreaterThan(10);
        for (int i = 0; i < boxes.getLength(); i++) {
            Element box = (Element) boxes.item(i);
            assertThat(box.getElementsByTagName("title").item(0).getTextContent())
                    .matches("(?s).+: [0-9.]+ % of cells; [0-9,]+ cells, [0-9,]+ cycles, [0-9,]+ calls?");
        }
    }

    @Test
    void everyFrameLiesWithinItsCallersWidthAndBesideItsNeighbours() throws Exception {
        Profile profile = profile();
        List<double[]> boxes = boxes(parsed(FlameGraph.of(profile, Weight.CYCLES, "selftest")));
        double[] all = boxes.getFirst();
        double scale = all[2] / profile.cycles();
        long shown = boxes.stream().filter(box -> box[1] == boxes.get(1)[1]).count();
        assertThat(shown).isEqualTo(profile.roots().size());
        for (double[] box : boxes.subList(1, boxes.size())) {
            double[] below = boxes.stream()
                    .filter(other -> Math.abs(other[1] - box[1] - 18) < 0.5)
                    .filter(other -> other[0] <= box[0] + 0.02 && other[0] + other[2] >= box[0] + box[2] - 0.02)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing below " + Arrays.toString(box)));
            assertThat(below[2]).isGreaterThanOrEqualTo(box[2] - 0.02);
            assertThat(boxes.stream()
                            .filter(other ->
                                    other[1] == box[1] && Math.abs(other[0] - box[0]) + Math.abs(other[2] - box[2]) > 0)
                            .filter(other -> other[0] < box[0] + box[2] - 0.02 && other[0] + other[2] > box[0] + 0.02))
                    .isEmpty();
        }
        Frame widest = profile.roots().stream()
                .reduce((a, b) -> a.cycles() >= b.cycles() ? a : b)
                .orElseThrow();
        assertThat(boxes.stream().skip(1).mapToDouble(box -> box[2]).max().orElseThrow())
                .isCloseTo(widest.cycles() * scale, within(0.02));
    }

    /** x, y and width of each box, in the order of the file. */
    private static List<double[]> boxes(Document document) {
        NodeList rects = document.getElementsByTagName("rect");
        List<double[]> boxes = new ArrayList<>();
        for (int i = 0; i < rects.getLength(); i++) {
            Element rect = (Element) rects.item(i);
            boxes.add(new double[] {
                Double.parseDouble(rect.getAttribute("x")),
                Double.parseDouble(rect.getAttribute("y")),
                Double.parseDouble(rect.getAttribute("width"))
            });
        }
        return boxes;
    }

    @Test
    void aHostileSymbolNeitherBreaksThePictureNorMovesTheCursor() throws Exception {
        byte[] elf = Files.readAllBytes(SELFTEST);
        byte[] name = "bulwark_sha256_add".getBytes(StandardCharsets.US_ASCII);
        byte[] hostile = "</title>;\u001b[2J\nevil".getBytes(StandardCharsets.US_ASCII);
        int at = new String(elf, StandardCharsets.ISO_8859_1).indexOf(new String(name, StandardCharsets.ISO_8859_1));
        System.arraycopy(hostile, 0, elf, at, name.length);
        Profile profile = profile(elf);
        String svg = FlameGraph.of(profile, Weight.CELLS, "hostile");
        assertThat(parsed(svg).getElementsByTagName("g").getLength()).isGreaterThan(10);
        assertThat(ProfileTable.of(profile, Weight.CELLS))
                .doesNotContain("\u001b")
                .contains("</title>;?[2J");
        assertThat(FoldedStacks.of(profile, Weight.CELLS).lines())
                .allMatch(line -> line.matches(".* [1-9][0-9]*"))
                .anyMatch(line -> line.contains("</title>:?[2J"));
    }

    private static Document parsed(String svg) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
