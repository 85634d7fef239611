package dev.revaer.app.label;

import java.util.List;
import java.util.stream.Stream;

import dev.revaer.app.document.Documents;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import static dev.revaer.app.database.schema.Tables.CATEGORY;
import static dev.revaer.app.database.schema.Tables.TAG;

/// The tables `category` and `tag`.
public final class LabelTable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelTable.class);

    private final DSLContext sql;

    public LabelTable(DSLContext sql) {
        this.sql = sql;
    }

    List<Category> categories() {
        return sql.selectFrom(CATEGORY)
                .fetch(CATEGORY.DOCUMENT)
                .stream()
                .flatMap(document -> read(document, Category.class))
                .toList();
    }

    List<Tag> tags() {
        return sql.selectFrom(TAG)
                .fetch(TAG.DOCUMENT)
                .stream()
                .flatMap(document -> read(document, Tag.class))
                .toList();
    }

    void put(Category category) {
        var document = Documents.write(category);
        sql.insertInto(CATEGORY)
                .set(CATEGORY.NAME, category.name())
                .set(CATEGORY.DOCUMENT, document)
                .onConflict(CATEGORY.NAME)
                .doUpdate()
                .set(CATEGORY.DOCUMENT, document)
                .execute();
    }

    void put(Tag tag) {
        var document = Documents.write(tag);
        sql.insertInto(TAG)
                .set(TAG.NAME, tag.name())
                .set(TAG.DOCUMENT, document)
                .onConflict(TAG.NAME)
                .doUpdate()
                .set(TAG.DOCUMENT, document)
                .execute();
    }

    void deleteCategory(String name) {
        sql.deleteFrom(CATEGORY).where(CATEGORY.NAME.eq(name)).execute();
    }

    void deleteTag(String name) {
        sql.deleteFrom(TAG).where(TAG.NAME.eq(name)).execute();
    }

    /// One that cannot be read is left alone; the others are here.
    private static <T> Stream<T> read(JSONB document, Class<T> type) {
        try {
            return Stream.of(Documents.LENIENT.readValue(document.data(), type));
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("document", document.data()).setCause(e).log("a label cannot be read");
            return Stream.empty();
        }
    }
}
