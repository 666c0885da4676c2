package dev.tamis.console.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.schemas.ReviewItem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The queues' rules, in the order in which they are tried. */
record Routing(Map<String, RoutingRule> rules) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As they stand in the database. */
    static Routing read(Handle handle) {
        Map<String, RoutingRule> rules = new LinkedHashMap<>();
        handle.createQuery("select name, rule from queue where rule is not null order by place")
                .map((row, context) -> Map.entry(row.getString("name"), rule(row.getString("rule"))))
                .forEach(rule -> rules.put(rule.getKey(), rule.getValue()));
        return new Routing(rules);
    }

    static RoutingRule rule(String json) {
        try {
            return JSON.readValue(json, RoutingRule.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds a routing rule that is none: " + json, e);
        }
    }

    static String json(RoutingRule rule) {
        try {
            return JSON.writeValueAsString(rule);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first queue that takes an item; the last where none does. */
    String queueOf(ReviewItem item) {
        String last = "";
        for (Map.Entry<String, RoutingRule> rule : rules.entrySet()) {
            if (rule.getValue().takes(item)) {
                return rule.getKey();
            }
            last = rule.getKey();
        }
        return last;
    }
}
