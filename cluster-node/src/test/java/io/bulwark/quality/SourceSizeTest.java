package io.bulwark.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Keeps files and methods short. What was longer when it came is in {@code .ci/size-ratchet.txt} with its size, and may only shrink: whoever
 * shortens it lowers the number, whoever lengthens it is told here.
 */
class SourceSizeTest {
    private static final int MAX_FILE_LINES = 300;
    private static final int MAX_METHOD_LINES = 60;

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path RATCHET = ROOT.resolve(".ci/size-ratchet.txt");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

    @Test
    void filesAndMethodsAreShortAndKnownLongOnesOnlyShrink() throws IOException {
        Map<String, Integer> tooLong = new TreeMap<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MAX_FILE_LINES) {
                tooLong.put(ROOT.relativize(file).toString(), lines);
            }
        }
        methods(sources()).forEach((method, lines) -> {
            if (lines > MAX_METHOD_LINES) {
                tooLong.put(method, lines);
            }
        });
        assertThat(tooLong)
                .as(
                        "files above %d or methods above %d lines; known ones are in %s",
                        MAX_FILE_LINES, MAX_METHOD_LINES, RATCHET)
                .isEqualTo(ratchet());
    }

    @Test
    void nothingCallsItselfUnfinished() throws IOException {
        for (Path file : sources()) {
            if (!file.getFileName().toString().equals("SourceSizeTest.java")) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(UNFINISHED);
            }
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Integer> ratchet() throws IOException {
        return Files.readAllLines(RATCHET).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("//"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)),
                        Math::max,
                        TreeMap::new));
    }

    /** Lines of each method with a body, by file and name, from its first line to its closing brace; of several of one name the longest. */
    private static Map<String, Integer> methods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            var positions = Trees.instance(task).getSourcePositions();
            Map<String, Integer> lengths = new TreeMap<>();
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                LineMap lines = unit.getLineMap();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void unused) {
                        if (method.getBody() != null) {
                            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
                            lengths.merge(file + "#" + method.getName(), (int) (last - first + 1), Math::max);
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
            return lengths;
        }
    }
}
