package dev.aiko.behaviour.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A test that ran and passed, as the test run itself reported it.
 *
 * <p>Reports and not sources, because a test that is never started vouches for nothing.
 */
record PassedTest(FrontEnd frontEnd, String className, String name) {

    private static final Pattern REPORT = Pattern.compile("TEST-(.*)\\.xml");

    List<String> ids() {
        return RuleId.leading(name);
    }

    /** Reads all reports of a directory; tests of no front end are left out. */
    static List<PassedTest> readAll(Path reports) throws IOException {
        List<PassedTest> passed = new ArrayList<>();
        if (!Files.isDirectory(reports)) {
            return passed;
        }
        try (Stream<Path> files = Files.list(reports)) {
            for (Path file : files.sorted().toList()) {
                Matcher report = REPORT.matcher(file.getFileName().toString());
                if (report.matches()) {
                    passed.addAll(read(file, report.group(1)));
                }
            }
        }
        return passed;
    }

    /**
     * The class is told by the name of the file: inside, Surefire writes the display name of a
     * class or the nearest Kotest context in its place.
     */
    private static List<PassedTest> read(Path report, String className) throws IOException {
        List<PassedTest> passed = new ArrayList<>();
        Optional<FrontEnd> frontEnd = FrontEnd.ofClass(className);
        if (frontEnd.isEmpty()) {
            return passed;
        }
        NodeList cases = parse(report).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (isPassed(test)) {
                passed.add(new PassedTest(frontEnd.get(), className, test.getAttribute("name")));
            }
        }
        return passed;
    }

    private static boolean isPassed(Element test) {
        return Stream.of("skipped", "failure", "error")
                .allMatch(mark -> test.getElementsByTagName(mark).getLength() == 0);
    }

    private static Element parse(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " cannot be read; run the tests again.", e);
        }
    }
}
