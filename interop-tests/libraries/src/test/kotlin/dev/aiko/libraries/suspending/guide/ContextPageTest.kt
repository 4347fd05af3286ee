package dev.aiko.libraries.suspending.guide

import dev.aiko.Aiko
import dev.aiko.coroutines.asContextElement
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.milliseconds

val guest = Aiko.contextVar("guest", "nobody")

suspend fun serve(name: String): String {
    guest.set(name)
    val soup = task { bring("soup") }
    return soup.await()
}

suspend fun bring(dish: String): String = withContext(Dispatchers.IO) {
    delay(1.milliseconds)
    "$dish for ${guest.get()}"
}

suspend fun serveBob(): String = withContext(guest.asContextElement("Bob")) { bring("soup") }

fun CoroutineScope.bringInContext(dish: String): Deferred<String> =
    async(Aiko.copyContext().asContextElement()) { bring(dish) }

/** The Kotlin code of docs/guide/context.md. */
class ContextPageTest :
    StringSpec({
        "every task has its guest" {
            runAiko {
                val bob = task { serve("Bob") }
                val eve = task { serve("Eve") }
                bob.await() shouldBe "soup for Bob"
                eve.await() shouldBe "soup for Eve"
                guest.get() shouldBe "nobody"
                serveBob() shouldBe "soup for Bob"
                guest.get() shouldBe "nobody"
            }
        }

        "coroutines of others may have a context of ours" {
            runAiko {
                guest.set("Eve")
                val soup = coroutineScope { bringInContext("soup") }
                soup.await() shouldBe "soup for Eve"
            }
        }
    })
