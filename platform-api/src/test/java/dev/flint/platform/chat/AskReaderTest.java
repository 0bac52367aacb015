package dev.flint.platform.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flint.platform.guard.Fields;
import dev.flint.platform.problem.ApiProblem;
import dev.flint.platform.problem.Problem;
import dev.flint.runtime.engine.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class AskReaderTest {
  private static final String HI = "'model':'m','messages':[{'role':'user','content':'hi'}]";

  @Test
  void defaultsAreTheApisOwn() {
    Ask ask = chat(HI);
    assertThat(ask)
        .isEqualTo(
            new Ask(
                "m",
                new Prompt.Messages(List.of(new ChatMessage("user", "hi"))),
                1f,
                1f,
                null,
                null,
                List.of(),
                false,
                false));
    Ask text = text("'model':'m','prompt':'hi'");
    assertThat(text.maxTokens()).isEqualTo(16);
    assertThat(text.prompt()).isEqualTo(new Prompt.Text("hi"));
  }

  @Test
  void everythingThatIsAskedForArrives() {
    Ask ask =
        chat(
            HI
                + ",'temperature':0,'top_p':0.5,'max_completion_tokens':7,'seed':-9223372036854775808,"
                + "'stop':['a','b'],'stream':true,'stream_options':{'include_usage':true}");
    assertThat(ask.temperature()).isZero();
    assertThat(ask.topP()).isEqualTo(0.5f);
    assertThat(ask.maxTokens()).isEqualTo(7);
    assertThat(ask.seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(ask.stop()).containsExactly("a", "b");
    assertThat(ask.stream()).isTrue();
    assertThat(ask.includeUsage()).isTrue();
    assertThat(chat(HI + ",'stop':'x','max_tokens':3").stop()).containsExactly("x");
    assertThat(chat(HI + ",'max_tokens':3").maxTokens()).isEqualTo(3);
  }

  @Test
  void messagesMayComeInParts() {
    Ask ask =
        chat(
            "'model':'m','messages':[{'role':'developer','content':'be brief'},"
                + "{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},"
                + "{'role':'assistant','content':null},{'role':'tool','tool_call_id':'x','content':'y'}]");
    assertThat(ask.prompt())
        .isEqualTo(
            new Prompt.Messages(
                List.of(
                    new ChatMessage("developer", "be brief"),
                    new ChatMessage("user", "a\nb"),
                    new ChatMessage("assistant", ""),
                    new ChatMessage("tool", "y"))));
  }

  /** What clients send with a value that asks for nothing, or that nobody has heard of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'frequency_penalty':0,'presence_penalty':0.0,'logit_bias':{},'logprobs':false,'n':1",
        "'logit_bias':null,'logprobs':null,'top_logprobs':0,'n':null,'stop':null,'stop':[]",
        "'tools':[],'tool_choice':'auto','parallel_tool_calls':true,'functions':[]",
        "'response_format':{'type':'text'},'modalities':['text'],'audio':null",
        "'user':'u','metadata':{'a':'b'},'store':true,'service_tier':'auto','reasoning_effort':'low'",
        "'never_heard_of':[1,{'x':2}],'max_tokens':null,'max_completion_tokens':null,'seed':null",
        "'stream':null,'stream_options':null,'temperature':null,'top_p':null,'prediction':null",
        "'max_tokens':5,'max_completion_tokens':5"
      })
  void neutralAndUnknownFieldsPass(String fields) {
    assertThat(chat(HI + "," + fields.replace("'stop':null,", "")).model()).isEqualTo("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'n':2                                             | n
          'logprobs':true                                   | logprobs
          'top_logprobs':3                                  | top_logprobs
          'frequency_penalty':0.1                           | frequency_penalty
          'presence_penalty':-2                             | presence_penalty
          'logit_bias':{'1':5}                              | logit_bias
          'tools':[{'type':'function'}]                     | tools
          'tool_choice':'required'                          | tool_choice
          'functions':[{'name':'f'}]                        | functions
          'response_format':{'type':'json_object'}          | response_format
          'modalities':['text','audio']                     | modalities
          'audio':{'voice':'alloy'}                         | audio
          'moderation':{'model':'x'}                        | moderation
          """)
  void whatIsNotDoneYetIsRefusedByName(String field, String param) {
    Problem problem = refused(() -> chat(HI + "," + field));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("unsupported_parameter");
    assertThat(problem.param()).isEqualTo(param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'temperature':2.01               | temperature           | invalid_value
          'temperature':-0.1               | temperature           | invalid_value
          'temperature':'hot'              | temperature           | invalid_value
          'temperature':1e999              | temperature           | invalid_value
          'top_p':1.1                      | top_p                 | invalid_value
          'max_tokens':0                   | max_tokens            | invalid_value
          'max_tokens':1.5                 | max_tokens            | invalid_value
          'max_completion_tokens':-1       | max_completion_tokens | invalid_value
          'max_tokens':1,'max_completion_tokens':2 | max_tokens    | invalid_value
          'seed':9223372036854775808       | seed                  | invalid_value
          'stop':['a','b','c','d','e']     | stop                  | invalid_value
          'stop':''                        | stop                  | invalid_value
          'stop':[1]                       | stop[0]               | invalid_value
          'stream':'yes'                   | stream                | invalid_value
          'stream_options':{}              | stream_options        | invalid_value
          'stream':true,'stream_options':7 | stream_options        | invalid_value
          'n':0                            | n                     | invalid_value
          'frequency_penalty':3            | frequency_penalty     | invalid_value
          """)
  void whatIsOutOfRangeIsRefusedByName(String field, String param, String code) {
    Problem problem = refused(() -> chat(HI + "," + field));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.param()).isEqualTo(param);
    assertThat(problem.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'messages':[{'role':'user','content':'x'}]                              | model
          'model':7,'messages':[{'role':'user','content':'x'}]                    | model
          'model':'m'                                                             | messages
          'model':'m','messages':[]                                               | messages
          'model':'m','messages':'hi'                                             | messages
          'model':'m','messages':['hi']                                           | messages[0]
          'model':'m','messages':[{'content':'x'}]                                | messages[0].role
          'model':'m','messages':[{'role':'king','content':'x'}]                  | messages[0].role
          'model':'m','messages':[{'role':'user'}]                                | messages[0].content
          'model':'m','messages':[{'role':'user','content':5}]                    | messages[0].content
          'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'x'}}]}] | messages[0].content[0].type
          'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]    | messages[0].content[0].text
          'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'1'}]}] | messages[0].tool_calls
          'model':'m','messages':[{'role':'user','content':'\\ud800'}]            | messages[0].content
          """)
  void badMessagesAreRefusedWithTheirPath(String fields, String param) {
    Problem problem = refused(() -> chat(fields));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.param()).isEqualTo(param);
  }

  @Test
  void promptsComeAsTextOrTokens() {
    assertThat(text("'model':'m','prompt':['hi']").prompt()).isEqualTo(new Prompt.Text("hi"));
    assertThat(((Prompt.Tokens) text("'model':'m','prompt':[1,2]").prompt()).ids())
        .containsExactly(1, 2);
    assertThat(((Prompt.Tokens) text("'model':'m','prompt':[[3]]").prompt()).ids())
        .containsExactly(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'prompt':['a','b']          | prompt
          'prompt':[]                 | prompt
          'prompt':{}                 | prompt
          'prompt':[1,'a']            | prompt[1]
          'prompt':[-1]               | prompt[0]
          'prompt':null               | prompt
          'prompt':'x','echo':true    | echo
          'prompt':'x','suffix':'y'   | suffix
          'prompt':'x','best_of':2    | best_of
          'prompt':'x','logprobs':3   | logprobs
          """)
  void badPromptsAreRefusedByName(String fields, String param) {
    Problem problem = refused(() -> text("'model':'m'," + fields));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.param()).isEqualTo(param);
  }

  private static Problem refused(Runnable read) {
    ApiProblem thrown = catchThrowableOfType(ApiProblem.class, read::run);
    assertThat(thrown).as("it was accepted").isNotNull();
    return thrown.problem();
  }

  private static Ask chat(String fields) {
    return AskReader.chat(fields(fields));
  }

  private static Ask text(String fields) {
    return AskReader.text(fields(fields));
  }

  private static Fields fields(String fields) {
    return Fields.of(JsonMapper.shared().readTree("{" + fields.replace('\'', '"') + "}"));
  }
}
