import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.Patterns;

/**
 * Answers lines of "pattern TAB event" with "true", "false", "REJECT: reason" or "ERROR: exception". Patterns
 * are read by the compiler that knows $or alone: the machine's own addRule falls back to an older one.
 */
public class FilterOracle {
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter answers = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int tab = line.indexOf('\t');
            answers.write(answer(line.substring(0, tab), line.substring(tab + 1)));
            answers.write('\n');
        }
        answers.flush();
    }

    private static String answer(String pattern, String event) {
        List<Map<String, List<Patterns>>> branches;
        try {
            branches = JsonRuleCompiler.compile(pattern);
        } catch (Exception refusal) {
            // The JSON parser adds the place in lines of its own.
            return "REJECT: " + String.valueOf(refusal.getMessage()).split("\n at \\[Source", 2)[0].replace('\n', ' ');
        }
        try {
            Machine machine = new Machine();
            for (Map<String, List<Patterns>> branch : branches) machine.addPatternRule("filter", branch);
            return String.valueOf(!machine.rulesForJSONEvent(event).isEmpty());
        } catch (Exception | AssertionError failure) {
            return "ERROR: " + failure;
        }
    }
}
