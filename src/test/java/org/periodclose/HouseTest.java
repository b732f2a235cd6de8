package org.periodclose;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.periodclose.core.fault.EventCode;
import org.periodclose.core.fault.FaultCode;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.infrastructure.item.ItemReader;

/** The walls between the rooms, and the tidiness that a reviewer would otherwise have to ask for. */
class HouseTest {
    private static final String ROOT = "org.periodclose.";

    /** In the order in which the data flows: each may use those before it. */
    private static final List<String> PURE =
            List.of("core.fault", "core.money", "core.inventory", "core.settlement", "core.ledger", "core.costing");

    /** The other rooms, and which of each other they may use besides the pure ones. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("embedded", Set.of()),
            Map.entry("database", Set.of("embedded")),
            Map.entry("effect", Set.of("database")),
            Map.entry("run", Set.of("database", "effect")),
            Map.entry("adjusting", Set.of("database", "effect", "run")),
            Map.entry("cancelling", Set.of("database", "run")),
            Map.entry("closing", Set.of("database", "run")),
            Map.entry("revaluing", Set.of("database", "run")),
            Map.entry("workers", Set.of("run")),
            Map.entry("evidence", Set.of("database", "run")),
            Map.entry("intake", Set.of("database", "effect")),
            Map.entry("setup", Set.of("intake")),
            Map.entry("inquiry", Set.of("database", "effect", "run")),
            Map.entry("telemetry", Set.of("database")),
            Map.entry(
                    "desk",
                    Set.of(
                            "database",
                            "effect",
                            "run",
                            "adjusting",
                            "cancelling",
                            "closing",
                            "revaluing",
                            "evidence",
                            "intake",
                            "setup",
                            "inquiry",
                            "telemetry",
                            "workers")),
            // Of the rooms below the desk it shows the results, and calls nothing.
            Map.entry("view", Set.of("desk", "effect", "run", "adjusting", "evidence", "intake", "inquiry")),
            Map.entry("cli", Set.of("desk", "view")),
            Map.entry("web", Set.of("desk", "view")));

    /** What people and programs use: each calls the desk and shows what comes back. */
    private static final List<String> SURFACES = List.of("cli", "web");

    private static final List<String> FORBIDDEN_IN_NAMES = List.of("Impl", "Util", "Manager", "Helper");

    private static final int LONGEST_FILE = 400;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.periodclose");

    // Walls

    @Test
    void a_pure_room_uses_only_the_jdk_and_the_rooms_before_it() {
        for (int i = 0; i < PURE.size(); i++) {
            List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.."));
            PURE.subList(0, i + 1).forEach(room -> allowed.add(ROOT + room + ".."));
            classes()
                    .that()
                    .resideInAPackage(ROOT + PURE.get(i) + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                            .and(resideOutsideOfPackages("java.sql..", "java.net..", "java.io..", "java.nio.file..")
                                    .or(DescribedPredicate.describe(
                                            "a thing of serialization",
                                            type -> type.getSimpleName().equals("Serializable")))))
                    .check(CLASSES);
        }
    }

    @Test
    void a_room_uses_no_other_room_than_it_is_said_to_use() {
        USES.forEach((room, used) -> {
            String[] others = USES.keySet().stream()
                    .filter(other -> !other.equals(room) && !used.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        });
    }

    @Test
    void a_surface_uses_the_desk_the_views_and_pure_rooms_only() {
        for (String surface : SURFACES) {
            classes()
                    .that()
                    .resideInAPackage(ROOT + surface + "..")
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage("org.periodclose..")
                            .or(resideInAnyPackage(
                                    ROOT + surface + "..", ROOT + "desk..", ROOT + "view..", ROOT + "core..")))
                    .check(CLASSES);
        }
    }

    /** A view is given what it shows: what it uses of other rooms are records, enums and sealed results. */
    @Test
    void a_view_shows_results_and_calls_nothing_that_works() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "view..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
                        .or(DescribedPredicate.describe(
                                "a class of another room that is no record, enum or interface",
                                type -> type.getPackageName().startsWith(ROOT)
                                        && !type.getPackageName().startsWith(ROOT + "view")
                                        && !type.getPackageName().startsWith(ROOT + "core")
                                        && !type.isRecord()
                                        && !type.isEnum()
                                        && !type.isInterface())))
                .check(CLASSES);
    }

    @Test
    void no_classes_of_a_room_form_a_circle() {
        List<String> circles = new ArrayList<>();
        for (String room :
                Stream.concat(PURE.stream(), USES.keySet().stream()).sorted().toList()) {
            EvaluationResult found = slices().assignedFrom(classesOf(ROOT + room))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .evaluate(CLASSES);
            circles.addAll(found.getFailureReport().getDetails());
        }
        assertThat(circles).isEmpty();
    }

    /** A class with those that are nested in it is one. */
    private static SliceAssignment classesOf(String room) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(room)
                        ? SliceIdentifier.of(type.getName().replaceFirst("[$].*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of " + room;
            }
        };
    }

    @Test
    void every_class_lives_in_a_room() {
        Set<String> rooms = new TreeSet<>(PURE);
        rooms.addAll(USES.keySet());
        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .map(room -> room.startsWith("core.") ? room : room.split("\\.", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms)
                .as("a new room needs its place in this test: is it pure, and what may it use?")
                .containsAll(found);
    }

    // Pure rooms

    @Test
    void pure_rooms_know_no_floating_point() throws IOException {
        Pattern noCode = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\n])*\"");
        Pattern floating = Pattern.compile("\\b([fF]loat|[dD]ouble)(Value)?\\b|\\b\\d+\\.\\d|\\bMath\\.(pow|sqrt)\\b");
        for (Path file : javaFiles()) {
            if (file.startsWith(Path.of("src", "main", "java", "org", "periodclose", "core"))) {
                String code = noCode.matcher(Files.readString(file)).replaceAll(" ");
                assertThat(floating.matcher(code).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void pure_rooms_do_not_ask_what_time_it_is() {
        Set<String> clocks = Set.of("now", "currentTimeMillis", "nanoTime");
        for (JavaClass type : pure()) {
            type.getMethodCallsFromSelf()
                    .forEach(call -> assertThat(clocks)
                            .as(call.getDescription() + ": let the time come in as a parameter")
                            .doesNotContain(call.getTarget().getName()));
        }
    }

    private static List<JavaClass> pure() {
        return CLASSES.stream()
                .filter(type ->
                        PURE.stream().anyMatch(room -> type.getPackageName().startsWith(ROOT + room)))
                .toList();
    }

    // Frameworks

    @Test
    void a_step_scoped_reader_shows_its_real_type_or_it_would_never_be_opened() {
        noMethods()
                .that()
                .areAnnotatedWith(StepScope.class)
                .should()
                .haveRawReturnType(ItemReader.class)
                .allowEmptyShould(true)
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(StepScope.class)
                .should(returnAClass())
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static ArchCondition<com.tngtech.archunit.core.domain.JavaMethod> returnAClass() {
        return new ArchCondition<>("return a class, so that the proxy is an ItemStream where the class is one") {
            @Override
            public void check(com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                boolean readsOrWrites = method.getRawReturnType().isInterface()
                        && method.getRawReturnType().getPackageName().startsWith("org.springframework.batch");
                if (readsOrWrites) {
                    events.add(SimpleConditionEvent.violated(
                            method, method.getFullName() + " returns an interface of Spring Batch"));
                }
            }
        };
    }

    // Text for machines

    /** What follows the locale, the charset or the time zone of the machine, by owner and signature. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.String\\.(formatted.*|toUpperCase\\(\\)|toLowerCase\\(\\)|getBytes\\(\\)|format\\(java\\.lang\\.String,.*)",
            "java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)",
            "java\\.io\\.Print(Stream|Writer)\\.(printf|format)\\(java\\.lang\\.String,.*",
            "java\\.io\\.Print(Stream|Writer)\\.<init>\\((?!.*(java\\.nio\\.charset\\.Charset|java\\.io\\.Writer)).*",
            "java\\.io\\.(InputStreamReader|OutputStreamWriter)\\.<init>\\([^,]*\\)",
            "java\\.io\\.File(Reader|Writer)\\.<init>\\((?!.*java\\.nio\\.charset\\.Charset).*",
            "java\\.io\\.ByteArrayOutputStream\\.toString\\(\\)",
            "java\\.util\\.Scanner\\.<init>\\(java\\.(io|nio)\\.[^,]*\\)",
            "java\\.util\\.Formatter\\.<init>\\((?!.*java\\.util\\.Locale).*",
            "java\\.util\\.(Locale|TimeZone)\\.getDefault.*",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset.*",
            "java\\.time\\.ZoneId\\.systemDefault.*",
            "java\\.time\\.(Local|Zoned|Offset)\\w*\\.now\\(\\)",
            "java\\.time\\.(Year|YearMonth|MonthDay)\\.now\\(\\)",
            "java\\.time\\.Clock\\.systemDefaultZone.*",
            "java\\.time\\.format\\.DateTimeFormatter\\.(ofPattern\\(java\\.lang\\.String\\)|ofLocalized.*)",
            "java\\.time\\.format\\.DateTimeFormatterBuilder\\.toFormatter\\(\\)",
            "java\\.text\\.(Decimal|Number|Message|SimpleDate|Date|CompactNumber|Choice)Format\\.(?!.*java\\.util\\.Locale).*",
            "java\\.text\\.(DecimalFormatSymbols|Collator)\\.(<init>|getInstance)\\(\\)"));

    /** Today is where the machine stands, if nobody says otherwise; and Spring Batch keeps its times without a zone. */
    private static final Set<String> ASK_THE_TIME_ZONE = Set.of("WorkOptions", "JobLaunch", "RunJob", "Purge");

    @Test
    void nothing_follows_the_locale_charset_or_time_zone_of_the_machine() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            Stream.concat(type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream())
                    .filter(call -> OF_THE_MACHINE.matcher(signature(call)).matches())
                    .filter(call -> !ASK_THE_TIME_ZONE.contains(type.getSimpleName())
                            || !call.getTarget().getName().equals("systemDefault"))
                    .map(call -> call.getDescription() + ": give Locale.ROOT, UTF_8 or a zone")
                    .forEach(found::add);
        }
        assertThat(found).isEmpty();
    }

    private static String signature(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().getName() + "." + call.getTarget().getName() + "("
                + call.getTarget().getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    // Names and files

    @Test
    void no_name_says_impl_util_manager_or_helper() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        CLASSES.forEach(type -> names.add(type.getSimpleName()));
        assertThat(names).allSatisfy(name -> assertThat(name).doesNotContain(FORBIDDEN_IN_NAMES));
    }

    @Test
    void every_package_declares_what_may_be_null() throws IOException {
        Set<Path> packages = javaFiles().stream().map(HouseTest::folder).collect(Collectors.toSet());
        for (Path folder : packages) {
            assertThat(folder.resolve("package-info.java")).content().contains("@NullMarked");
        }
    }

    @Test
    void no_class_is_longer_than_one_can_read() throws IOException {
        for (Path file : javaFiles()) {
            if (file.startsWith(Path.of("src", "main"))) {
                assertThat(Files.readAllLines(file).size())
                        .as(file + ": split it by what its parts know")
                        .isLessThanOrEqualTo(LONGEST_FILE);
            }
        }
    }

    @Test
    void every_statement_of_the_log_has_a_code_to_search_for() throws IOException {
        Pattern codeless = Pattern.compile("(LOG|getLogger\\([^)]*\\))\\s*\\.(trace|debug|info|warn|error)\\(");
        Pattern fluent = Pattern.compile(
                "\\.at(Trace|Debug|Info|Warn|Error|Level)\\([^)]*\\)\\s*+(?!\\.addKeyValue\\(\\s*EventCode\\.FIELD,)");
        for (Path file : javaFiles()) {
            if (file.startsWith(Path.of("src", "main"))) {
                String code = Files.readString(file).replaceAll("\\s+(?=\\.)", "");
                assertThat(codeless.matcher(code).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
                assertThat(fluent.matcher(code).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void no_test_waits_shorter_than_a_busy_machine_needs() throws IOException {
        Pattern impatient = Pattern.compile("awaitility\\.Awaitility\\.await|\\.atMost\\(|@Timeout\\((value = )?\\d"
                + "|\\b(get|waitFor|await|poll|tryLock)\\(\\d+, *(Duration|TimeUnit)");
        for (Path file : javaFiles()) {
            if (file.startsWith(Path.of("src", "test")) && !file.endsWith("Patience.java")) {
                assertThat(impatient.matcher(Files.readString(file)).results().map(MatchResult::group))
                        .as(file + ": wait with Patience")
                        .isEmpty();
            }
        }
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? Path.of(".") : folder;
    }

    // Schema and documents

    @Test
    void every_change_of_the_schema_is_included_once_in_order_and_can_be_rolled_back() throws IOException {
        String master = Files.readString(Path.of("db/changelog/master.yaml"));
        List<String> included = groups(master, "file:\\s*(db/changelog/[^\\s}]+)");
        List<String> present = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("db/changelog"))) {
            files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> file.toString().replace('\\', '/'))
                    .sorted()
                    .forEach(present::add);
        }
        assertThat(included).isEqualTo(present);
        for (String file : present) {
            String sql = Files.readString(Path.of(file));
            assertThat(Arrays.stream(sql.split("(?m)^--changeset ", -1)).skip(1))
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change).contains("--rollback "));
        }
    }

    @Test
    void every_fault_code_is_documented_and_every_documented_code_exists() throws IOException {
        String errors = Files.readString(Path.of("src/docs/errors.md"));
        List<String> documented = groups(errors, "(?m)^\\|\\s*`?([A-Z][A-Z_]+)`?\\s*\\|");
        assertThat(documented)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FaultCode.values()).map(Enum::name).toList());
    }

    @Test
    void every_event_code_of_the_log_is_documented_and_every_documented_one_exists() throws IOException {
        String operations = Files.readString(Path.of("src/docs/operations.md"));
        int from = operations.indexOf("### Event codes");
        String table = operations.substring(from, operations.indexOf("\n#", from + 1));
        Set<String> codes =
                Arrays.stream(EventCode.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(groups(table, "(?m)^\\|\\s*`([A-Z][A-Z_]+)`\\s*\\|")))
                .isEqualTo(codes);
    }

    /** What is named in quotes after "see" is a heading, or begins a paragraph in bold. */
    @Test
    void every_link_and_reference_of_a_page_leads_somewhere() throws IOException {
        List<Path> pages = textFiles().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
        Map<Path, String> texts = new TreeMap<>();
        for (Path page : pages) {
            texts.put(page.normalize(), Files.readString(page));
        }
        Set<String> named = new TreeSet<>();
        texts.values().forEach(text -> named.addAll(groups(text, "(?m)^(?:#+ |\\*\\*|- \\*\\*)([^*\\n]+)")));
        List<String> dead = new ArrayList<>();
        texts.forEach((page, text) -> {
            for (String link : groups(text, "\\]\\(((?!https?:)[^)\\s]+)\\)")) {
                String[] parts = link.split("#", 2);
                Path to = parts[0].isEmpty()
                        ? page
                        : page.resolveSibling(parts[0]).normalize();
                if (!Files.exists(to)
                        || (parts.length > 1
                                && !anchors(texts.getOrDefault(to, "")).contains(parts[1]))) {
                    dead.add(page + ": " + link);
                }
            }
            for (String reference : groups(text, "\\bsee \"([^\"]+)\"")) {
                if (named.stream().noneMatch(name -> name.startsWith(reference))) {
                    dead.add(page + ": " + reference);
                }
            }
        });
        assertThat(dead).isEmpty();
    }

    private static List<String> anchors(String page) {
        return groups(page, "(?m)^#+ (.+)$").stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void no_file_names_a_machine_or_where_packages_come_from() throws IOException {
        Pattern machine = Pattern.compile("(?<![\\w.}-])/(home|Users|root|work|tmp/notes)/\\w");
        Pattern source = Pattern.compile("https?://[^/\\s\"']*(nexus|artifactory|registry|mirror|proxy)[^/\\s\"']*");
        Pattern repository = Pattern.compile("<(repository|pluginRepository|mirror)>");
        for (Path file : textFiles()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertThat(machine.matcher(text).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
            assertThat(source.matcher(text).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
            assertThat(file.endsWith("pom.xml") && repository.matcher(text).find())
                    .as(file.toString())
                    .isFalse();
        }
    }

    private static List<Path> textFiles() throws IOException {
        Set<String> notOurs = Set.of(".git", "target", ".period-close", ".idea");
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of("."))) {
            for (Path path : top.toList()) {
                if (!notOurs.contains(String.valueOf(path.getFileName()))) {
                    try (Stream<Path> files = Files.walk(path)) {
                        files.filter(Files::isRegularFile).forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> groups(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
