<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AnswersWindow</name>
    <message>
        <source>Answers of a class</source>
        <translation>全班的回答</translation>
    </message>
    <message>
        <source>Reports: {count}. They are read here and sent nowhere.</source>
        <translation>{count} 份报告。只在这里读取，不会发送到任何地方。</translation>
    </message>
    <message>
        <source>No reports, and left out: {files}.</source>
        <translation>不是报告，没有算进去：{files}。</translation>
    </message>
    <message>
        <source>With names, here and in the table</source>
        <translation>显示名字，保存的表里也写</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>保存为表格…</translation>
    </message>
    <message>
        <source>What the quiz has found: how many think so</source>
        <translation>测验发现：有多少人这样想</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>right</source>
        <translation>答对</translation>
    </message>
    <message>
        <source>Misconception</source>
        <translation>误解</translation>
    </message>
    <message>
        <source>before</source>
        <translation>课前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>课后</translation>
    </message>
</context>
<context>
    <name>BackwardScene</name>
    <message>
        <source>The gradient for the weights of the output layer</source>
        <translation>输出层权重的梯度</translation>
    </message>
    <message>
        <source>Probability minus label, for each image and digit</source>
        <translation>每张图像、每个数字的概率减去标签</translation>
    </message>
    <message>
        <source>falls</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>rises</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>Blue: the loss rises if this weight grows. Orange: it falls.</source>
        <translation>蓝色：这个权重增大，损失就上升。橙色：损失就下降。</translation>
    </message>
    <message>
        <source>The loss as this weight alone moves</source>
        <translation>只移动这一个权重时的损失</translation>
    </message>
    <message>
        <source>Which way does the loss rise?</source>
        <translation>损失往哪个方向上升？</translation>
    </message>
    <message>
        <source>the largest: {value} ›</source>
        <translation>最大的：{value} ›</translation>
    </message>
    <message>
        <source>unit {unit}, row {row}, column {column}: {value} ›</source>
        <translation>神经元 {unit}，第 {row} 行第 {column} 列：{value} ›</translation>
    </message>
    <message>
        <source>It is not known yet for this mini-batch. Press ②.</source>
        <translation>这个 mini-batch 的梯度还没有算出来。请按 ②。</translation>
    </message>
    <message>
        <source>The gradient, on its way back through the network</source>
        <translation>梯度，沿网络反向传播</translation>
    </message>
    <message>
        <source>The gradient for the weights of each unit</source>
        <translation>每个神经元的权重的梯度</translation>
    </message>
    <message>
        <source>The gradient for the biases of the units</source>
        <translation>神经元的偏置的梯度</translation>
    </message>
    <message>
        <source>If a weight grew a little, would the loss rise or fall? Read right to left: the error y − t goes back.</source>
        <translation>如果一个权重增大一点，损失会上升还是下降？请从右往左看：误差 y − t 反向传播。</translation>
    </message>
    <message>
        <source>○ largest of {count}: unit {unit} ({row}, {column}): {value}</source>
        <translation>○ {count} 个中最大：神经元 {unit} ({row}, {column})：{value}</translation>
    </message>
    <message>
        <source>∂L/∂W₁ {shape} at [{pixel}, {unit}], row {row}, column {column}: {value}</source>
        <translation>∂L/∂W₁ {shape} 的 [{pixel}, {unit}]，第 {row} 行第 {column} 列：{value}</translation>
    </message>
    <message>
        <source>∂L/∂b₁ {shape} at [{unit}]: {value}</source>
        <translation>∂L/∂b₁ {shape} 的 [{unit}]：{value}</translation>
    </message>
    <message>
        <source>∂L/∂b₂ {shape} at [{digit}]: {value}</source>
        <translation>∂L/∂b₂ {shape} 的 [{digit}]：{value}</translation>
    </message>
    <message>
        <source>∂L/∂W₂ {shape} at [{unit}, {digit}], unit {unit} to digit {digit}: {value}</source>
        <translation>∂L/∂W₂ {shape} 的 [{unit}, {digit}]，神经元 {unit} 到数字 {digit}：{value}</translation>
    </message>
    <message>
        <source>y − t {shape} at [{image}, {digit}]: {y} − {t} = {value}</source>
        <translation>y − t {shape} 的 [{image}, {digit}]：{y} − {t} = {value}</translation>
    </message>
</context>
<context>
    <name>Ballot</name>
    <message>
        <source>Space: on</source>
        <translation>空格：继续</translation>
    </message>
    <message>
        <source>Votes: {count} · Space: lift the veil</source>
        <translation>{count} 票 · 空格：揭开</translation>
    </message>
    <message>
        <source>Votes: {count} · Space: count them · Backspace: one less</source>
        <translation>{count} 票 · 空格：看结果 · 退格：减一票</translation>
    </message>
    <message>
        <source>Vote with A–{last}; Space: on without a vote</source>
        <translation>按 A–{last} 投票；空格：不投票，继续</translation>
    </message>
</context>
<context>
    <name>BandPanel</name>
    <message>
        <source>Formula and curves</source>
        <translation>公式与曲线</translation>
    </message>
    <message>
        <source>The formula of the phase</source>
        <translation>这一步的公式</translation>
    </message>
    <message>
        <source>The NumPy of the phase</source>
        <translation>这一步的 NumPy 代码</translation>
    </message>
</context>
<context>
    <name>BatchPanel</name>
    <message>
        <source>The images of the mini-batch</source>
        <translation>mini-batch 中的图像</translation>
    </message>
    <message>
        <source>Mini-batch</source>
        <translation>mini-batch</translation>
    </message>
    <message>
        <source>A small cross</source>
        <translation>小叉</translation>
    </message>
    <message>
        <source>= read wrong</source>
        <translation>= 识别错误</translation>
    </message>
    <message>
        <source>The first phase draws a mini-batch from the training images.</source>
        <translation>第一步：从训练图像中
抽取一个 mini-batch。</translation>
    </message>
    <message>
        <source>{count} drawn at random from {total}.</source>
        <translation>从 {total} 张中随机抽取 {count} 张。</translation>
    </message>
    <message>
        <source>{count} dealt from {total}, shuffled for each epoch.</source>
        <translation>从 {total} 张图像中依次取 {count} 张，每个 epoch 打乱一次。</translation>
    </message>
    <message>
        <source>The first {read} are read here, {count} are shown.</source>
        <translation>这里识别前 {read} 张，显示 {count} 张。</translation>
    </message>
    <message>
        <source>The first {count} are shown.</source>
        <translation>这里显示前 {count} 张。</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未识别</translation>
    </message>
    <message>
        <source>{right} of {count} right</source>
        <translation>{count} 张中对 {right} 张</translation>
    </message>
    <message>
        <source>Training image {number}: label {label}</source>
        <translation>训练图像 {number}：标签 {label}</translation>
    </message>
    <message>
        <source>read as {digit} ({share})</source>
        <translation>识别为 {digit}（{share}）</translation>
    </message>
</context>
<context>
    <name>BookScene</name>
    <message>
        <source>running…</source>
        <translation>运行中…</translation>
    </message>
    <message>
        <source>Do I get what the book gets?</source>
        <translation>我得到的和书上一样吗？</translation>
    </message>
    <message>
        <source>Each experiment asks a question. Say what you expect, run it, and see it beside the number that the book reports, and beside what other seeds give.</source>
        <translation>每个实验是一个问题。先说说你的预计，再运行，然后和书上的数、和其他种子的结果对照。</translation>
    </message>
    <message>
        <source>Saito, Deep Learning from Scratch</source>
        <translation>斋藤《深度学习入门》</translation>
    </message>
    <message>
        <source>Nielsen, Neural Networks and Deep Learning</source>
        <translation>Nielsen《神经网络与深度学习》</translation>
    </message>
    <message>
        <source>Without images</source>
        <translation>不用图像</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>section {number}</source>
        <translation>{number} 节</translation>
    </message>
    <message>
        <source>chapter {number}</source>
        <translation>第 {number} 章</translation>
    </message>
    <message>
        <source>A sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>One setting or two, over a list, a range or at random: where is it best?</source>
        <translation>一项或两项设置，取列表、范围或随机的值：哪里最好？</translation>
    </message>
    <message>
        <source>How to write one</source>
        <translation>自己写一个</translation>
    </message>
    <message>
        <source>What may stand in the file of an experiment</source>
        <translation>实验文件里可以写什么</translation>
    </message>
    <message>
        <source>Open an experiment…</source>
        <translation>打开实验…</translation>
    </message>
    <message>
        <source>A file of your own, or of your teacher (.toml)</source>
        <translation>自己的或老师的文件（.toml）</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>Border</name>
    <message>
        <source>Border between two panels</source>
        <translation>两个面板之间的边界</translation>
    </message>
</context>
<context>
    <name>BowlScene</name>
    <message>
        <source>Optimizers in a bowl</source>
        <translation>碗里的优化器</translation>
    </message>
    <message>
        <source>The loss is x²/20 + y²: steep across, flat along. Move a rate: which way is quickest at the +?</source>
        <translation>损失是 x²/20 + y²：上下陡，左右平。移动学习率：哪一条路最快到达 +？</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>rate of {name}</source>
        <translation>{name} 的学习率</translation>
    </message>
    <message>
        <source>The ways of the optimizers</source>
        <translation>各优化器的路线</translation>
    </message>
    <message>
        <source>As in the book</source>
        <translation>与书相同</translation>
    </message>
    <message>
        <source>The rates of the book, and 30 steps</source>
        <translation>书上的学习率，30 步</translation>
    </message>
    <message>
        <source>SGD zigzags across the valley, because the gradient hardly points along it. Momentum rolls on in an arc. AdaGrad shortens the steps across and goes almost straight. (Saito, section 6.1)</source>
        <translation>SGD 在山谷里走之字形，因为梯度几乎不指向谷底的方向。Momentum 沿弧线滚下去。AdaGrad 缩短上下的步子，走得几乎笔直。（斋藤，6.1 节）</translation>
    </message>
</context>
<context>
    <name>CanvasTools</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last change of the drawing</source>
        <translation>撤销上一次改动</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was undone</source>
        <translation>重做刚才撤销的改动</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Erase: take ink away where you draw</source>
        <translation>橡皮擦：划过的地方擦掉笔迹</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Read a digit from a photo, a scan or another image</source>
        <translation>识别照片、扫描件或其他图片里的数字</translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Read a digit from the image on the clipboard</source>
        <translation>识别剪贴板上图片里的数字</translation>
    </message>
    <message>
        <source>Save drawing…</source>
        <translation>保存手写图像…</translation>
    </message>
    <message>
        <source>Save the drawing, or the 28×28 pixels that are read</source>
        <translation>保存手写图像，或网络读到的 28×28 像素</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>细</translation>
    </message>
    <message>
        <source>Strokes narrower than those of MNIST</source>
        <translation>笔画比 MNIST 的细</translation>
    </message>
    <message>
        <source>As in MNIST</source>
        <translation>与 MNIST 相同</translation>
    </message>
    <message>
        <source>Strokes an eighth as wide as the digit is tall</source>
        <translation>笔画宽度是数字高度的八分之一</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Strokes wider than those of MNIST</source>
        <translation>笔画比 MNIST 的粗</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Brush: see how wide strokes have to be to be read</source>
        <translation>画笔：看看笔画多宽才能被识别</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More: open, paste or save an image</source>
        <translation>更多：打开、粘贴或保存图片</translation>
    </message>
    <message>
        <source>Tools of the canvas</source>
        <translation>画布工具</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Drawing, {side}×{side} pixels</source>
        <translation>手写图像，{side}×{side} 像素</translation>
    </message>
    <message>
        <source>What the network sees, 28×28 pixels</source>
        <translation>网络看到的，28×28 像素</translation>
    </message>
    <message>
        <source>Save drawing</source>
        <translation>保存手写图像</translation>
    </message>
</context>
<context>
    <name>CardScene</name>
    <message>
        <source>An experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Do each of its runs once</source>
        <translation>每一种各训练一次</translation>
    </message>
    <message>
        <source>× {count} seeds</source>
        <translation>× {count} 个种子</translation>
    </message>
    <message>
        <source>Do each run with other seeds, too: what the book reports is one run</source>
        <translation>每一种再用其他种子训练：书上报告的只是一次训练</translation>
    </message>
    <message>
        <source>Vary…</source>
        <translation>换个值…</translation>
    </message>
    <message>
        <source>Go through other values of a setting, from the settings of this experiment</source>
        <translation>以这个实验的设置为基础，让某项设置取别的值</translation>
    </message>
    <message>
        <source>In bold: what differs from the default settings</source>
        <translation>粗体：与默认设置不同</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Do no more; what is done stays</source>
        <translation>不再继续；已经做完的会保留</translation>
    </message>
    <message>
        <source>Begin all the same</source>
        <translation>仍然开始</translation>
    </message>
    <message>
        <source>Begin, although it takes so long</source>
        <translation>仍然开始，尽管需要这么久</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <source>Script…</source>
        <translation>脚本…</translation>
    </message>
    <message>
        <source>Save the losses and accuracies of all runs as a table</source>
        <translation>把所有训练的损失和识别精度存为表格</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Export as script</source>
        <translation>导出为脚本</translation>
    </message>
    <message>
        <source>Save a program that does these runs</source>
        <translation>保存一个做这些训练的程序</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The numbers as a table</source>
        <translation>用表格看数值</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The runs as a picture</source>
        <translation>用图看训练</translation>
    </message>
    <message>
        <source>× {count} seeds: about {duration} here.</source>
        <translation>× {count} 个种子：在这里大约需要 {duration}。</translation>
    </message>
    <message>
        <source>Runs done: {done} of {total}</source>
        <translation>训练 {done} / {total}</translation>
    </message>
    <message>
        <source>beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>大约还要 {duration}</translation>
    </message>
    <message>
        <source>the computer is busy with other work, too</source>
        <translation>这台电脑同时还在忙别的</translation>
    </message>
    <message>
        <source>All {count} seeds are done.</source>
        <translation>{count} 个随机种子都完成了。</translation>
    </message>
    <message>
        <source>This takes about {duration} here.</source>
        <translation>在这里大约需要 {duration}。</translation>
    </message>
    <message>
        <source>“{title}” is under way.</source>
        <translation>“{title}”正在运行。</translation>
    </message>
    <message>
        <source>Measuring how long a run takes…</source>
        <translation>正在测量一次训练需要多久…</translation>
    </message>
    <message>
        <source>These are {runs} runs: about {duration} here.</source>
        <translation>一共 {runs} 次训练：在这里大约需要 {duration}。</translation>
    </message>
    <message>
        <source>First say what you expect.</source>
        <translation>先说说你的预计。</translation>
    </message>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>what</source>
        <translation>量</translation>
    </message>
    <message>
        <source>at</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>book</source>
        <translation>书</translation>
    </message>
    <message>
        <source>here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>80 % of the seeds</source>
        <translation>80 % 的种子</translation>
    </message>
    <message>
        <source>s per run</source>
        <translation>每次（秒）</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>之内</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>之外</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>识别精度</translation>
    </message>
    <message>
        <source>{share} in the book</source>
        <translation>书上 {share}</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language, such as zh_CN</comment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>{text} Holds in {count} of {of}.</source>
        <translation>{text}（{of} 次中有 {count} 次成立）</translation>
    </message>
    <message>
        <source>Next: {text}</source>
        <translation>下一步：{text}</translation>
    </message>
    <message>
        <source>Source of the book’s values: {text}.</source>
        <translation>书上数值的来源：{text}。</translation>
    </message>
    <message>
        <source>{text} Here it holds.</source>
        <translation>{text}（这里成立）</translation>
    </message>
    <message>
        <source>{text} Here it does not hold.</source>
        <translation>{text}（这里不成立）</translation>
    </message>
    <message>
        <source>You said: {said}.</source>
        <translation>你的预计：{said}。</translation>
    </message>
    <message>
        <source>You said: {said}. So it is.</source>
        <translation>你的预计：{said}。正是如此。</translation>
    </message>
    <message>
        <source>You said: {said}. It is: {came}.</source>
        <translation>你的预计：{said}。结果是：{came}。</translation>
    </message>
    <message>
        <source>You said: {said}. It came to {came}.</source>
        <translation>你的预计：{said}。结果是 {came}。</translation>
    </message>
    <message>
        <source>{what}: {here} here, {book} in the book. Whether that is chance, 20 seeds tell.</source>
        <translation>{what}：这里 {here}，书上 {book}。是不是偶然，20 个种子会告诉你。</translation>
    </message>
    <message>
        <source>{what}: the book’s number, {book}, lies in the band of {seeds} seeds ({band}).</source>
        <translation>{what}：书上的数 {book} 落在 {seeds} 个种子的色带里（{band}）。</translation>
    </message>
    <message>
        <source>{what}: the book’s number, {book}, lies outside of the band of {seeds} seeds ({band}).</source>
        <translation>{what}：书上的数 {book} 落在 {seeds} 个种子的色带之外（{band}）。</translation>
    </message>
    <message>
        <source>Inside the band: {inside} of {count} numbers.</source>
        <translation>{count} 个数中有 {inside} 个落在色带里。</translation>
    </message>
    <message>
        <source>This is what I expect</source>
        <translation>我预计是这样</translation>
    </message>
</context>
<context>
    <name>CardTexts</name>
    <message>
        <source>{setting}: {values}</source>
        <translation>{setting}：{values}</translation>
    </message>
</context>
<context>
    <name>CheckScene</name>
    <message>
        <source>Check this batch</source>
        <translation>对这一批做梯度确认</translation>
    </message>
    <message>
        <source>Move every parameter a little, and compare the loss with backpropagation</source>
        <translation>把每个参数稍微移动一点，看损失的变化是否与误差反向传播法一致</translation>
    </message>
    <message>
        <source>Give up the check</source>
        <translation>放弃这次确认</translation>
    </message>
    <message>
        <source>Break it:</source>
        <translation>故意弄错：</translation>
    </message>
    <message>
        <source>A mistake that everyone makes once. Switch it on, check, then train with it.</source>
        <translation>每个人都犯过一次的错误。打开它，做梯度确认，再带着它训练。</translation>
    </message>
    <message>
        <source>Mistake in backpropagation</source>
        <translation>误差反向传播法里的错误</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>the same?</source>
        <translation>一致？</translation>
    </message>
    <message>
        <source>One forward, and one back, which gives all numbers at once</source>
        <translation>正向传播一次，反向传播一次，就得到全部数值</translation>
    </message>
    <message>
        <source>Each weight to both sides: two forward passes for each. Here every trick is used to be quicker</source>
        <translation>每个权重向两边各移动一点：每个要两次正向传播。这里用尽了技巧来加快</translation>
    </message>
    <message>
        <source>The relative errors on a scale</source>
        <translation>刻度上的相对误差</translation>
    </message>
    <message>
        <source>The relative errors. Above 10⁻² there is usually a mistake; up to 10⁻⁴ is well where ReLU has its kink; 10⁻⁷ and less is right.</source>
        <translation>相对误差。大于 10⁻² 多半有错；在 ReLU 的折点处，10⁻⁴ 以下就可以；10⁻⁷ 以下就是对的。</translation>
    </message>
    <message>
        <source>All pairs of gradient entries</source>
        <translation>所有成对的梯度值</translation>
    </message>
    <message>
        <source>backpropagation</source>
        <translation>误差反向传播法</translation>
    </message>
    <message>
        <source>numerical</source>
        <translation>数值微分</translation>
    </message>
    <message>
        <source>Two ways to one gradient: where both agree, every dot lies on the diagonal. Backpropagation is quick, but easy to get wrong. Moving each weight a little to both sides is slow, but hard to get wrong.</source>
        <translation>同一个梯度，两种算法：两者一致时，所有点都在对角线上。误差反向传播法很快，但容易写错；每个权重向两边各移动一点很慢，但不容易错。</translation>
    </message>
    <message>
        <source>h = {h}; the largest: {pair}</source>
        <translation>h = {h}；最大的一个：{pair}</translation>
    </message>
    <message>
        <source>Moving every weight, one after the other</source>
        <translation>正在逐个移动权重</translation>
    </message>
    <message>
        <source>passes by backpropagation</source>
        <translation>次：误差反向传播法</translation>
    </message>
    <message>
        <source>passes by moving each weight</source>
        <translation>次：移动每个权重</translation>
    </message>
    <message>
        <source>{fast} ({time} ms)</source>
        <translation>{fast}（{time} 毫秒）</translation>
    </message>
    <message>
        <source>{slow} ({time} ms; a plain loop: {plain} s)</source>
        <translation>{slow}（{time} 毫秒；普通循环：{plain} 秒）</translation>
    </message>
    <message>
        <source>They are the same: without a hidden layer nobody can make this mistake.</source>
        <translation>两者相同：没有隐藏层，就犯不了这个错误。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Backpropagation has been changed: check again.</source>
        <translation>误差反向传播法已经改变：请重新确认。</translation>
    </message>
    <message>
        <source>The numbers are too large, or not numbers: there is nothing to compare. Go back, or rewind.</source>
        <translation>这里的数太大，或不是数：没有可比较的。请后退，或回到起点。</translation>
    </message>
    <message>
        <source>Weights or mini-batch have changed: check again.</source>
        <translation>权重或 mini-batch 已经变了：请重新确认。</translation>
    </message>
    <message>
        <source>Press ① to draw a mini-batch, then check it.</source>
        <translation>先按 ① 抽取一个 mini-batch，再做梯度确认。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>相对误差</translation>
    </message>
    <message>
        <source>Is the gradient right?</source>
        <translation>梯度算对了吗？</translation>
    </message>
    <message>
        <source>Check the mini-batch that was drawn.</source>
        <translation>请对已抽取的 mini-batch 做梯度确认。</translation>
    </message>
    <message>
        <source>They differ in {names}: backpropagation has a mistake there.</source>
        <translation>{names} 不一致：误差反向传播法在那里有错。</translation>
    </message>
    <message>
        <source>They differ in {names} without a mistake: within h the loss bends too sharply, or has a kink.</source>
        <translation>没有开启错误，{names} 却不一致：在 h 的范围内，损失弯得太急，或有折点。</translation>
    </message>
    <message>
        <source>They are the same: with a single image this mistake changes nothing.</source>
        <translation>完全一致：只有一幅图像时，这个错误不改变任何结果。</translation>
    </message>
    <message>
        <source>They are the same: on this mini-batch the mistake changes nothing.</source>
        <translation>完全一致：在这个 mini-batch 上，这个错误不改变任何结果。</translation>
    </message>
    <message>
        <source>No difference but rounding; in {names} the gradient is too small to tell (≈).</source>
        <translation>除了舍入误差没有差别；{names} 的梯度太小，无法判断（≈）。</translation>
    </message>
    <message>
        <source>They are the same, but for rounding: backpropagation is right.</source>
        <translation>除了舍入误差，完全一致：误差反向传播法是对的。</translation>
    </message>
    <message>
        <source>no mistake</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>not divided by the batch size</source>
        <translation>没有除以批大小</translation>
    </message>
    <message>
        <source>the activation’s derivative forgotten</source>
        <translation>忘了激活函数的导数</translation>
    </message>
    <message>
        <source>W2 not transposed</source>
        <translation>W2 没有转置</translation>
    </message>
    <message>
        <source>softmax gradient without − t</source>
        <translation>softmax 的梯度没有减 t</translation>
    </message>
    <message>
        <source>bias not summed over the batch</source>
        <translation>偏置没有对整批求和</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>{about}. May be changed during a run.</source>
        <translation>{about}。训练中可以修改。</translation>
    </message>
    <message>
        <source>{about}. Takes effect in a new run.</source>
        <translation>{about}。重新开始后生效。</translation>
    </message>
</context>
<context>
    <name>ChoiceForm</name>
    <message>
        <source>or in your own words</source>
        <translation>或者用你自己的话</translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>A column of panels</source>
        <translation>一列面板</translation>
    </message>
</context>
<context>
    <name>ColumnTabs</name>
    <message>
        <source>Your digit</source>
        <translation>你写的数字</translation>
    </message>
    <message>
        <source>Draw a digit, and have it read</source>
        <translation>写一个数字，让网络识别</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Loss and accuracy of the run</source>
        <translation>这次训练的损失和识别精度</translation>
    </message>
</context>
<context>
    <name>CompareCurves</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy on test or validation images</source>
        <translation>测试或验证图像的识别精度</translation>
    </message>
    <message>
        <source>Accuracy on test images</source>
        <translation>测试图像的识别精度</translation>
    </message>
    <message>
        <source>Accuracy on validation images</source>
        <translation>验证图像的识别精度</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Loss and accuracy of the runs</source>
        <translation>各次训练的损失与识别精度</translation>
    </message>
    <message>
        <source>Loss of the runs</source>
        <translation>各次训练的损失</translation>
    </message>
    <message>
        <source>Accuracy of the runs</source>
        <translation>各次训练的识别精度</translation>
    </message>
    <message>
        <source>Click a line: go back into that run. Wheel: zoom. Double click: all again.</source>
        <translation>点一条线：回到那次训练。滚轮：缩放。双击：显示全部。</translation>
    </message>
    <message>
        <source>train · {name}</source>
        <translation>训练 · {name}</translation>
    </message>
</context>
<context>
    <name>CompareScene</name>
    <message>
        <source>Compare runs</source>
        <translation>比较各次训练</translation>
    </message>
    <message>
        <source>Click the box of a run in Runs, at the left: its curves are drawn here beside these.</source>
        <translation>点一下左边“训练”里某次训练的方框，它的曲线就画在这里。</translation>
    </message>
    <message>
        <source>Rewind, change a setting and run again: each run stays, and is drawn here beside the next.</source>
        <translation>回到起点，改一项设置再运行：每次训练都会留下，在这里和下一次画在一起。</translation>
    </message>
    <message>
        <source>The same in all: {settings}.</source>
        <translation>全部相同的是：{settings}。</translation>
    </message>
    <message>
        <source>Different too: {settings}.</source>
        <translation>另外还不同：{settings}。</translation>
    </message>
    <message>
        <source>How long these took is not known: {runs}.</source>
        <translation>以下训练没有记录用时：{runs}。</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <source>Save the losses and accuracies of these runs as a table</source>
        <translation>把这些训练的损失和识别精度存为表格</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Which run comes further in as many updates?</source>
        <translation>更新次数相同时，哪次训练走得更远？</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>Which run comes further with as many images?</source>
        <translation>用同样多的图像时，哪次训练走得更远？</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Which run comes further in as much time of training?</source>
        <translation>训练时间相同时，哪次训练走得更远？</translation>
    </message>
    <message>
        <source>curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Loss and accuracy of all runs that are drawn</source>
        <translation>所有画出的训练的损失和识别精度</translation>
    </message>
    <message>
        <source>mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>What two of the runs take for what</source>
        <translation>两次训练各把哪个数字识别为哪个</translation>
    </message>
    <message>
        <source>units</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>What the units of two runs have learned to see</source>
        <translation>两次训练的神经元学会了看什么</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>The loss on a linear axis</source>
        <translation>损失用线性坐标轴</translation>
    </message>
    <message>
        <source>The loss on a logarithmic axis: small losses become visible</source>
        <translation>损失用对数坐标轴：小的损失也看得见</translation>
    </message>
    <message>
        <source>run</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>to {share}</source>
        <translation>到 {share}</translation>
    </message>
    <message>
        <source>Epochs until it read {share} of images that are new to it</source>
        <translation>读对没学过的图像的 {share} 所用的 epoch 数</translation>
    </message>
    <message>
        <source>The line of {run}</source>
        <translation>{run} 的曲线</translation>
    </message>
    <message>
        <source>How sure {run} is of your digit</source>
        <translation>{run} 对你写的数字有多大把握</translation>
    </message>
    <message>
        <source>validation {share}</source>
        <translation>验证 {share}</translation>
    </message>
    <message>
        <source>test or validation</source>
        <translation>测试或验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{count} epochs</source>
        <translation>{count} 个 epoch</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 个 epoch</translation>
    </message>
    <message>
        <source>never</source>
        <translation>没到过</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>还没到</translation>
    </message>
    <message>
        <source>other seeds</source>
        <translation>其他种子</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>What each takes your digit for</source>
        <translation>各自把你的数字识别为什么</translation>
    </message>
    <message>
        <source>Once more with other seeds: how much of it is chance?</source>
        <translation>换其他种子再来几次：有多少是偶然？</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>这次训练</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>Go back into this run</source>
        <translation>回到这次训练</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>New weights</source>
        <translation>新权重</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>learning rate η</source>
        <translation>学习率 η</translation>
    </message>
    <message>
        <source>Back to the same first weights and the same mini-batches</source>
        <translation>回到相同的初始权重和相同的 mini-batch</translation>
    </message>
    <message>
        <source>Begin again with other random weights and mini-batches</source>
        <translation>换一组随机权重和 mini-batch 重新开始</translation>
    </message>
    <message>
        <source>Draw a mini-batch from the training images</source>
        <translation>从训练图像中抽取一个 mini-batch</translation>
    </message>
    <message>
        <source>Compute the gradient of the loss on this mini-batch</source>
        <translation>计算损失函数在这个 mini-batch 上的梯度</translation>
    </message>
    <message>
        <source>Move every weight a little against the gradient</source>
        <translation>让每个权重沿梯度的反方向移动一点</translation>
    </message>
    <message>
        <source>One whole iteration: ① ② ③</source>
        <translation>完成一次迭代：① ② ③</translation>
    </message>
    <message>
        <source>Go on, iteration after iteration, until you pause</source>
        <translation>一次接一次地迭代，直到暂停</translation>
    </message>
    <message>
        <source>An iteration is ① ② ③ once: learning from one mini-batch.</source>
        <translation>一次迭代就是 ① ② ③ 各一次：从一个 mini-batch 中学习。</translation>
    </message>
    <message>
        <source>An epoch is as many mini-batches as hold all training images once.</source>
        <translation>一个 epoch 包含的 mini-batch，张数合起来正好等于全部训练图像。</translation>
    </message>
    <message>
        <source>{seconds} s/phase</source>
        <translation>{seconds} 秒/步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>iteration {number}</source>
        <translation>迭代 {number}</translation>
    </message>
    <message>
        <source>of {number} · epoch {epoch}</source>
        <translation>共 {number} 次 · epoch {epoch}</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation>回到起点</translation>
    </message>
    <message>
        <source>Mini-batch</source>
        <translation>mini-batch</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>一次迭代</translation>
    </message>
    <message>
        <source>From slow motion, some seconds for each phase, to as fast as this computer can</source>
        <translation>从慢动作（每个阶段停留几秒）到这台电脑的全速</translation>
    </message>
    <message>
        <source>This run only gets worse. Begin again, or go back on the curve</source>
        <translation>这次训练只会越来越糟。请重新开始，或沿曲线回看</translation>
    </message>
    <message>
        <source>This run is complete. Above the scene is what you can do next</source>
        <translation>这次训练已经完成。画面上方有接下来可以做的事</translation>
    </message>
    <message>
        <source>Pause the run first</source>
        <translation>先暂停训练</translation>
    </message>
    <message>
        <source>First comes: {phase}</source>
        <translation>先做：{phase}</translation>
    </message>
    <message>
        <source>{count}/s</source>
        <translation>{count} 次/秒</translation>
    </message>
</context>
<context>
    <name>DistortScene</name>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Turned by up to so many degrees, to either side</source>
        <translation>向左或向右旋转，最多这么多度</translation>
    </message>
    <message>
        <source>Slant</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>Slanted like handwriting: moved sideways by up to so many pixels for each pixel of height</source>
        <translation>像手写那样倾斜：每高一个像素，最多横移这么多像素</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Width and height, each by itself, larger or smaller by up to so much</source>
        <translation>宽和高各自放大或缩小，最多这么多</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Moved by up to so many pixels, sideways and up or down</source>
        <translation>左右、上下平移，最多这么多像素</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>笔画粗细</translation>
    </message>
    <message>
        <source>Strokes thicker at each edge by up to so much of a pixel, or thinner by up to half of it</source>
        <translation>笔画每侧最多加粗这么多像素，或最多变细它的一半</translation>
    </message>
    <message>
        <source>Bend</source>
        <translation>弯曲</translation>
    </message>
    <message>
        <source>Each point moved at random, by about so many pixels: the elastic distortion</source>
        <translation>每个点随机移动大约这么多像素：弹性变形</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>平滑度</translation>
    </message>
    <message>
        <source>Points so close move together: a small number crumples the digit, a large one bends it</source>
        <translation>相距这么近的点一起移动：数值小，数字被揉皱；数值大，数字被弯曲</translation>
    </message>
    <message>
        <source>{what} (arrow keys move the slider)</source>
        <translation>{what}（方向键移动滑块）</translation>
    </message>
    <message>
        <source>As in training</source>
        <translation>与训练相同</translation>
    </message>
    <message>
        <source>The amounts that the built-in network was trained with</source>
        <translation>自带的网络训练时所用的幅度</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不变形</translation>
    </message>
    <message>
        <source>Leave the digit as it is</source>
        <translation>让数字保持原样</translation>
    </message>
    <message>
        <source>Throw the dice again: other variants with the same amounts</source>
        <translation>重新随机变形：幅度相同，变体不同</translation>
    </message>
    <message>
        <source>With a cross: read as another digit. Ink that leaves the field is cut off. Point at a variant to see it large.</source>
        <translation>打叉的被识别为别的数字。超出方框的笔迹会被切掉。指向一个变体可看大图。</translation>
    </message>
    <message>
        <source>Variants of the digit, each with what it is read as</source>
        <translation>这个数字的变体，以及各自识别为什么</translation>
    </message>
    <message>
        <source>The digit, or the variant below the mouse</source>
        <translation>这个数字，或鼠标下的变体</translation>
    </message>
    <message>
        <source>undistorted: read as {digit} ({share})</source>
        <translation>未变形：识别为 {digit}（{share}）</translation>
    </message>
    <message>
        <source>this variant: read as {digit} ({share})</source>
        <translation>这个变体：识别为 {digit}（{share}）</translation>
    </message>
    <message>
        <source>{right} of {count} read as {digit}</source>
        <translation>{count} 个中有 {right} 个识别为 {digit}</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>换一批</translation>
    </message>
    <message>
        <source>How much bending does it take?</source>
        <translation>弯到什么程度还能识别？</translation>
    </message>
    <message>
        <source>Nobody writes a digit twice alike: which of these shapes are still read? A network that trains on distorted copies meets more hands, and reads strangers better (Simard, Steinkraus and Platt, 2003).</source>
        <translation>谁也不会把一个数字写得两次一样：这些形状里哪些还能识别？用变形的图像训练，网络就见过更多人的字，更能识别陌生人的字（Simard、Steinkraus 和 Platt，2003）。</translation>
    </message>
</context>
<context>
    <name>DivergingLegend</name>
    <message>
        <source>The scale of the colours, from {least} to {most}</source>
        <translation>颜色标尺，从 {least} 到 {most}</translation>
    </message>
</context>
<context>
    <name>DrawPanel</name>
    <message>
        <source>until yours has learned</source>
        <translation>你的网络还没有学过</translation>
    </message>
    <message>
        <source>now yours reads</source>
        <translation>改由你的网络来识别</translation>
    </message>
    <message>
        <source>Your digit</source>
        <translation>你写的数字</translation>
    </message>
    <message>
        <source>Draw a digit here</source>
        <translation>在这里写一个数字</translation>
    </message>
    <message>
        <source>Canvas to draw a digit on</source>
        <translation>写数字的画布</translation>
    </message>
    <message>
        <source>The probability that the network gives each digit</source>
        <translation>网络给各个数字的概率</translation>
    </message>
    <message>
        <source>What the network sees: the drawing in 28×28 pixels</source>
        <translation>网络看到的图像：28×28 像素</translation>
    </message>
    <message>
        <source>Why this answer: which units speak for it, and which against</source>
        <translation>为什么是这个答案：哪些神经元支持它，哪些反对它</translation>
    </message>
    <message>
        <source>Why this answer?</source>
        <translation>为什么是这个答案？</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>Only a dot so far: draw larger.</source>
        <translation>现在只有一个点：请写大一些。</translation>
    </message>
    <message>
        <source>More than one digit, it seems. Draw one at a time.</source>
        <translation>好像不止一个数字。请一次只写一个。</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>没把握</translation>
    </message>
    <message>
        <source>perhaps no digit</source>
        <translation>或许不是数字</translation>
    </message>
    <message>
        <source>why {digit}?</source>
        <translation>为何是 {digit}？</translation>
    </message>
    <message>
        <source>no longer a reading</source>
        <translation>已不算识别</translation>
    </message>
    <message>
        <source>Read by the network that you train</source>
        <translation>由你训练的网络识别</translation>
    </message>
    <message>
        <source>Read by the built-in network, trained long before</source>
        <translation>由自带的网络识别，它早已训练好</translation>
    </message>
    <message>
        <source>{reader}: {digit}</source>
        <translation>{reader}：{digit}</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>The probability that each network gives each digit. Thin: {name}</source>
        <translation>每个网络给每个数字的概率。细条：{name}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the canvas ({shortcut})</source>
        <translation>清空画布（{shortcut}）</translation>
    </message>
    <message>
        <source>read after “That’s it”</source>
        <translation>按“写好了”之后识别</translation>
    </message>
    <message>
        <source>No guess yet</source>
        <translation>尚无结果</translation>
    </message>
    <message>
        <source>The network reads {digit}</source>
        <translation>网络识别为 {digit}</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
</context>
<context>
    <name>DrawingCanvas</name>
    <message>
        <source>Opening {file}…</source>
        <translation>正在打开 {file}…</translation>
    </message>
</context>
<context>
    <name>ExamImages</name>
    <message>
        <source>All mistakes</source>
        <translation>全部错误</translation>
    </message>
    <message>
        <source>Show the mistakes of all cells again (Esc in the matrix)</source>
        <translation>重新显示所有格子的错误（在矩阵中按 Esc）</translation>
    </message>
    <message>
        <source>Images: arrows go from one to the next, Enter lays it on the canvas</source>
        <translation>图像：方向键逐张移动，回车键把它放到画布上</translation>
    </message>
    <message>
        <source>All images of {label}</source>
        <translation>{label} 的全部图像</translation>
    </message>
    <message>
        <source>the most confident</source>
        <translation>最有把握的</translation>
    </message>
    <message>
        <source>the least sure</source>
        <translation>最没把握的</translation>
    </message>
    <message>
        <source>Wrongly read as {reading}</source>
        <translation>误识别为 {reading}</translation>
    </message>
    <message>
        <source>Click: to the canvas.</source>
        <translation>点击：放到画布上。</translation>
    </message>
</context>
<context>
    <name>ExamScene</name>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Images that the network never learns from: how well it really reads</source>
        <translation>网络从未学过的图像：它真正的识别能力</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The images that it learns from: more of them, and it may know some by heart</source>
        <translation>网络学习所用的图像：数量更多，其中有些可能是死记下来的</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Read all images with the weights of the moment. At each epoch’s end it is done by itself.</source>
        <translation>用此刻的权重识别全部图像。每个 epoch 结束时会自动进行。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>By how much each count has changed since the time before, in this run</source>
        <translation>这次训练中，每个数与上一次相比的变化</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>recall %</source>
        <translation>召回率 %</translation>
    </message>
    <message>
        <source>precision %</source>
        <translation>精确率 %</translation>
    </message>
    <message>
        <source>Which mistakes does it make?</source>
        <translation>它会犯哪些错？</translation>
    </message>
    <message>
        <source>Confusion matrix: arrows go from cell to cell, Enter shows its images</source>
        <translation>混淆矩阵：方向键在格子间移动，回车键显示其中的图像</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>A row for each label, a column for each reading. Recall: of all images of a 4, how many are read as 4. Precision: of all images read as 4, how many are one.</source>
        <translation>每行一个标签，每列一个识别结果。召回率：所有标签为 4 的图像中，有多少被识别为 4。精确率：所有被识别为 4 的图像中，有多少真的是 4。</translation>
    </message>
    <message>
        <source>since iteration {iteration}: {mended} mended, {new} new</source>
        <translation>比第 {iteration} 次迭代：改正 {mended}，新错 {new}</translation>
    </message>
    <message>
        <source>the built-in network</source>
        <translation>自带的网络</translation>
    </message>
    <message>
        <source>your network at iteration {iteration}</source>
        <translation>你的网络，第 {iteration} 次迭代</translation>
    </message>
    <message>
        <source>(now {iteration})</source>
        <translation>（现在第 {iteration} 次）</translation>
    </message>
    <message>
        <source>change since iteration {iteration}</source>
        <translation>与第 {iteration} 次迭代相比的变化</translation>
    </message>
    <message>
        <source>Bold: read right. The stronger the shade, the more mistakes.</source>
        <translation>粗体：识别正确。底色越显眼，错得越多。</translation>
    </message>
    <message>
        <source>There are no images yet. They are loading; or open a folder of them in the File menu.</source>
        <translation>还没有图像。正在载入；也可以在“文件”菜单中打开数据文件夹。</translation>
    </message>
    <message>
        <source>Reading {count} images…</source>
        <translation>正在识别 {count} 张图像…</translation>
    </message>
    <message>
        <source>{change} since iteration {iteration}</source>
        <translation>与第 {iteration} 次迭代相比：{change}</translation>
    </message>
    <message>
        <source>Point at a cell for its numbers. Click it for its images.</source>
        <translation>指向格子查看数字，点击格子查看图像。</translation>
    </message>
    <message>
        <source>There are no images of {label} in this set.</source>
        <translation>这些数据中没有 {label} 的图像。</translation>
    </message>
    <message>
        <source>{unread} of {count} cannot be read</source>
        <translation>{count} 张中有 {unread} 张无法识别</translation>
    </message>
    <message>
        <source>{mistakes} of {count} read wrong</source>
        <translation>{count} 张中错了 {mistakes} 张</translation>
    </message>
    <message>
        <source>Most confident mistakes first</source>
        <translation>最有把握的错误排在前面</translation>
    </message>
    <message>
        <source>Precision: none, for no image is read as {reading}.</source>
        <translation>没有精确率：没有图像被识别为 {reading}。</translation>
    </message>
    <message>
        <source>{label} read right: {count} of {total} ({share})</source>
        <translation>{label} 识别正确：{total} 张中有 {count} 张（{share}）</translation>
    </message>
    <message>
        <source>{label} read as {reading}: {count} of {total} ({share})</source>
        <translation>{label} 被识别为 {reading}：{total} 张中有 {count} 张（{share}）</translation>
    </message>
    <message>
        <source>Recall {share}: of {total} images of {label}, {count} are read as {label}.</source>
        <translation>召回率 {share}：{total} 张 {label} 的图像中，有 {count} 张被识别为 {label}。</translation>
    </message>
    <message>
        <source>Precision {share}: of {total} images read as {reading}, {count} are {reading}.</source>
        <translation>精确率 {share}：{total} 张被识别为 {reading} 的图像中，有 {count} 张是 {reading}。</translation>
    </message>
    <message>
        <source>image {number}: {label}, read right with {confidence}</source>
        <translation>图像 {number}：{label}，识别正确，概率 {confidence}</translation>
    </message>
    <message>
        <source>image {number}: {label}, read as {reading} with {confidence}; {label} had {rest}</source>
        <translation>图像 {number}：{label}，被识别为 {reading}，概率 {confidence}；{label} 的概率为 {rest}</translation>
    </message>
    <message>
        <source>image {number}</source>
        <translation>图像 {number}</translation>
    </message>
    <message>
        <source>The weights are not numbers any more: nothing can be read. Go back, or rewind.</source>
        <translation>权重已经不是数了：什么也无法识别。请后退，或回到起点。</translation>
    </message>
    <message>
        <source>None is read right.</source>
        <translation>没有一张识别正确。</translation>
    </message>
    <message>
        <source>No mistakes at all. Try images it has never seen: draw some.</source>
        <translation>完全没有错误。试试它没见过的图像：自己画几个。</translation>
    </message>
    <message>
        <source>No mistakes in this cell.</source>
        <translation>这个格子里没有错误。</translation>
    </message>
</context>
<context>
    <name>ExportRow</name>
    <message>
        <source>Export as IDX…</source>
        <translation>导出为 IDX…</translation>
    </message>
    <message>
        <source>Write your digits as the four files of a data set, to train on; every fifth is for the test</source>
        <translation>把你的数字写成数据集的四个文件，用来训练；每五个留一个用于测试</translation>
    </message>
    <message>
        <source>together with MNIST</source>
        <translation>与 MNIST 合在一起</translation>
    </message>
    <message>
        <source>Train on MNIST’s images and yours, repeated until they are a tenth; test on yours alone</source>
        <translation>用 MNIST 和你的图像一起训练，你的图像重复到占十分之一；只用你的图像测试</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Your digits are kept in {file}</source>
        <translation>你的数字保存在 {file}</translation>
    </message>
    <message>
        <source>An empty folder for the four files</source>
        <translation>存放四个文件的空文件夹</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Folder with the four MNIST files</source>
        <translation>存放四个 MNIST 文件的文件夹</translation>
    </message>
    <message>
        <source>Weights (*.npz *.safetensors)</source>
        <translation>权重 (*.npz *.safetensors)</translation>
    </message>
    <message>
        <source>Open weights</source>
        <translation>打开权重</translation>
    </message>
    <message>
        <source>PyTorch (*.safetensors)</source>
        <translation>PyTorch (*.safetensors)</translation>
    </message>
    <message>
        <source>Weights (*.npz)</source>
        <translation>权重 (*.npz)</translation>
    </message>
    <message>
        <source>Save weights</source>
        <translation>保存权重</translation>
    </message>
    <message>
        <source>Python (*.py)</source>
        <translation>Python (*.py)</translation>
    </message>
    <message>
        <source>Export as script</source>
        <translation>导出为脚本</translation>
    </message>
    <message>
        <source>Open runs</source>
        <translation>打开训练</translation>
    </message>
    <message>
        <source>Save runs</source>
        <translation>保存训练</translation>
    </message>
    <message>
        <source>Numbers (*.csv *.txt *.tsv *.npy *.npz)</source>
        <translation>数字（*.csv *.txt *.tsv *.npy *.npz）</translation>
    </message>
    <message>
        <source>Numbers for the plots</source>
        <translation>放进曲线图的数字</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>保存数值</translation>
    </message>
    <message>
        <source>Experiments (*.toml)</source>
        <translation>实验 (*.toml)</translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation>打开实验</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Lessons (*.mnistlesson *.zip lesson.toml)</source>
        <translation>课程 (*.mnistlesson *.zip lesson.toml)</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>打开课程</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>报告 (*.html)</translation>
    </message>
    <message>
        <source>Open reports</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>A folder for the new lesson</source>
        <translation>新课程的文件夹</translation>
    </message>
    <message>
        <source>Pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Save the page</source>
        <translation>保存网页</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>保存回答</translation>
    </message>
    <message>
        <source>Runs (*.mnistlab)</source>
        <translation>训练 (*.mnistlab)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{file} is there already. Replace it?</source>
        <translation>{file} 已存在。要替换它吗？</translation>
    </message>
</context>
<context>
    <name>FillForm</name>
    <message>
        <source>a number, such as 0.5</source>
        <translation>请填一个数，例如 0.5</translation>
    </message>
    <message>
        <source>right</source>
        <translation>对</translation>
    </message>
    <message>
        <source>it is {number}</source>
        <translation>应为 {number}</translation>
    </message>
</context>
<context>
    <name>ForwardScene</name>
    <message>
        <source>Press ① to draw a mini-batch.</source>
        <translation>请按 ① 抽取一个 mini-batch。</translation>
    </message>
    <message>
        <source>Image × weights. Orange: negative. Blue: positive.</source>
        <translation>图像 × 权重。橙色为负，蓝色为正。</translation>
    </message>
    <message>
        <source>What does the network see?</source>
        <translation>网络看到了什么？</translation>
    </message>
    <message>
        <source>Each digit lays its own template over the image: what is left, summed up, is its score. Softmax makes probabilities of the ten scores.</source>
        <translation>每个数字都把自己的模板盖在图像上：剩下的加起来，就是它的得分。softmax 把十个得分变成概率。</translation>
    </message>
    <message>
        <source>Which units dropout leaves out is drawn in ②.</source>
        <translation>Dropout 去掉哪些神经元，在 ② 里抽取。</translation>
    </message>
    <message>
        <source>Dropout leaves out the units that are crossed out, others for each image.</source>
        <translation>打叉的神经元被 Dropout 去掉了，每张图像去掉的都不同。</translation>
    </message>
    <message>
        <source>all {count} weights lead straight to the scores</source>
        <translation>全部 {count} 个权重直接通向得分</translation>
    </message>
    <message>
        <source>image × weights of each digit, 0 to 9</source>
        <translation>图像 × 每个数字的权重，0 到 9</translation>
    </message>
    <message>
        <source>x: label {label}</source>
        <translation>x：标签 {label}</translation>
    </message>
    <message>
        <source>score · softmax</source>
        <translation>得分 · softmax</translation>
    </message>
    <message>
        <source>softmax of all ten scores: {y}</source>
        <translation>十个得分的 softmax：{y}</translation>
    </message>
    <message>
        <source>label {label}: {probability}</source>
        <translation>标签 {label}：{probability}</translation>
    </message>
    <message>
        <source>sum {sum} + bias {bias} = {total}</source>
        <translation>和 {sum} + 偏置 {bias} = {total}</translation>
    </message>
    <message>
        <source>z = {zero}: left out by dropout</source>
        <translation>z = {zero}：被 Dropout 去掉</translation>
    </message>
    <message>
        <source>The network: what each unit sees of the image, and the score and probability of each digit</source>
        <translation>网络：每个神经元看到的图像，以及每个数字的得分和概率</translation>
    </message>
    <message>
        <source>the 20 strongest of {count} products z × w, and unit {unit}</source>
        <translation>{count} 个乘积 z × w 中最强的 20 个，及神经元 {unit}</translation>
    </message>
    <message>
        <source>image × weights of each unit: blue turns it on, faint = off</source>
        <translation>每个神经元：图像 × 权重。蓝色越多越活跃，淡 = 安静</translation>
    </message>
    <message>
        <source>adds to {label}: z × w = {part}</source>
        <translation>给 {label} 加：z × w = {part}</translation>
    </message>
    <message>
        <source>loss −log {probability} = {loss}</source>
        <translation>损失 −log {probability} = {loss}</translation>
    </message>
    <message>
        <source>unit {unit}, activation {z}; row {row}, column {column}: {pixel} × weight {weight}</source>
        <translation>神经元 {unit}，激活值 {z}；第 {row} 行第 {column} 列：{pixel} × 权重 {weight}</translation>
    </message>
</context>
<context>
    <name>Guides</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>HandAnswer</name>
    <message>
        <source>Built-in network</source>
        <translation>自带的网络</translation>
    </message>
    <message>
        <source>Your network, not trained yet</source>
        <translation>你的网络（尚未训练）</translation>
    </message>
    <message>
        <source>Your network</source>
        <translation>你的网络</translation>
    </message>
    <message>
        <source>✗ no answer: not a number</source>
        <translation>✗ 没有答案：不是数</translation>
    </message>
    <message>
        <source>✓ read as {digit} ({share})</source>
        <translation>✓ 识别为 {digit}（{share}）</translation>
    </message>
    <message>
        <source>✗ read as {digit} ({share})</source>
        <translation>✗ 识别为 {digit}（{share}）</translation>
    </message>
    <message>
        <source>What you drew last</source>
        <translation>你刚才写的</translation>
    </message>
    <message>
        <source>The last one: {digit} was asked for</source>
        <translation>刚才要求写的是 {digit}</translation>
    </message>
</context>
<context>
    <name>HandBar</name>
    <message>
        <source>Whose hand it is</source>
        <translation>现在是谁在写</translation>
    </message>
    <message>
        <source>Whose hand it is: write a name over this one, or choose somebody</source>
        <translation>现在是谁在写：把名字改写成新的，或选另一个人</translation>
    </message>
    <message>
        <source>Next pupil</source>
        <translation>下一位同学</translation>
    </message>
    <message>
        <source>Somebody else draws: a new name, and digits of their own</source>
        <translation>换一个人写：有自己的名字，也有自己的数字</translation>
    </message>
    <message>
        <source>All pupils</source>
        <translation>全部同学</translation>
    </message>
    <message>
        <source>A table: how many digits of each pupil are read right</source>
        <translation>一张表：每位同学的数字有多少识别正确</translation>
    </message>
    <message>
        <source>Delete pupil</source>
        <translation>删除这位同学</translation>
    </message>
    <message>
        <source>Delete this name with all its digits; it can be undone</source>
        <translation>删除这个名字和他的全部数字；可以撤销</translation>
    </message>
</context>
<context>
    <name>HandQuestion</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop here; what you have drawn is kept</source>
        <translation>到此为止；已写的会保留</translation>
    </message>
    <message>
        <source>Draw an {digit}</source>
        <translation>请写 {digit}</translation>
    </message>
    <message>
        <source>Draw a {digit}</source>
        <translation>请写 {digit}</translation>
    </message>
    <message>
        <source>This was not drawn now: clear the canvas, and draw.</source>
        <translation>这不是刚写的：请先清空画布，再写。</translation>
    </message>
    <message>
        <source>Draw it at the right, then press Enter.
Left in this round: {count}</source>
        <translation>在右边写，然后按回车键。
这一轮还剩：{count}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Have digits asked for: ten make a round, each of them once</source>
        <translation>让程序出题：十个数字一轮，每个一次</translation>
    </message>
    <message>
        <source>Ready?</source>
        <translation>准备好了吗？</translation>
    </message>
    <message>
        <source>Ten digits make a round. Stop any time.</source>
        <translation>十个数字为一轮，随时可以停止。</translation>
    </message>
    <message>
        <source>That’s it</source>
        <translation>写好了</translation>
    </message>
    <message>
        <source>The digit is finished: have it read, and go on to the next (Enter)</source>
        <translation>这个数字写完了：让网络识别，然后写下一个（回车键）</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Leave this digit out in this round</source>
        <translation>这一轮不写这个数字</translation>
    </message>
    <message>
        <source>Undo the last</source>
        <translation>撤销上一个</translation>
    </message>
    <message>
        <source>A slip of the pen: take back the last digit drawn, or the last one deleted</source>
        <translation>笔误：收回刚写的数字，或恢复刚删除的数字</translation>
    </message>
</context>
<context>
    <name>HandScene</name>
    <message>
        <source>Written to {folder}: {train} images to train on, {test} to test with.</source>
        <translation>已写入 {folder}：{train} 张训练图像，{test} 张测试图像。</translation>
    </message>
    <message>
        <source>Does it read my hand?</source>
        <translation>它能识别我写的字吗？</translation>
    </message>
    <message>
        <source>Draw the digit that is asked for; nothing is judged before you say so. A cross at the top: misread by your network; at the bottom: by the built-in network. Train on, and watch yours learn.</source>
        <translation>写出要求的数字；你说写完了，才开始判断。叉在上面：你的网络识别错误；叉在下面：自带的网络识别错误。继续训练，看你的网络怎样学会。</translation>
    </message>
    <message>
        <source>That’s it</source>
        <translation>写好了</translation>
    </message>
    <message>
        <source>{name} is deleted.</source>
        <translation>已删除 {name}。</translation>
    </message>
    <message>
        <source>How many of each digit are read right: your network, the built-in one</source>
        <translation>每个数字识别正确的个数：你的网络、自带的网络</translation>
    </message>
    <message>
        <source>All that you have drawn, below its digit</source>
        <translation>你写过的所有数字，分别排在各自的数字下面</translation>
    </message>
    <message>
        <source>What you draw is collected here, below its digit.</source>
        <translation>你写的数字会收集在这里，分别排在各自的数字下面。</translation>
    </message>
    <message>
        <source>Click: lay it on the canvas. Delete: take it out.</source>
        <translation>点击：放到画布上。Delete：删除。</translation>
    </message>
    <message>
        <source>Lay on the canvas</source>
        <translation>放到画布上</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>删除（Del）</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Open this folder: a new run begins</source>
        <translation>打开这个文件夹：开始新的训练</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Asked for: {digit} ({time})</source>
        <translation>要求写：{digit}（{time}）</translation>
    </message>
</context>
<context>
    <name>HandTable</name>
    <message>
        <source>All pupils</source>
        <translation>全部同学</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
</context>
<context>
    <name>HandTotals</name>
    <message>
        <source>{right} of {count} read right ({share})</source>
        <translation>{count} 个中识别正确 {right} 个（{share}）</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Show one line of the words</source>
        <translation>只显示一行说明</translation>
    </message>
    <message>
        <source>Show all of the words</source>
        <translation>显示全部说明</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Help: what there is to see here, and what to try</source>
        <translation>帮助：这里能看到什么，可以试试什么</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>HistogramsScene</name>
    <message>
        <source>after ②</source>
        <translation>②之后</translation>
    </message>
    <message>
        <source>after ①</source>
        <translation>①之后</translation>
    </message>
    <message>
        <source>sums a</source>
        <translation>加权和 a</translation>
    </message>
    <message>
        <source>The sums of the units over the mini-batch; ±: standard deviation</source>
        <translation>mini-batch 中各神经元的加权和；±：标准差</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>z of hidden units, y of the outputs; the share of z that has hardly any slope</source>
        <translation>隐藏层神经元的 z，输出的 y；几乎没有斜率的 z 所占的比例</translation>
    </message>
    <message>
        <source>weights W</source>
        <translation>权重 W</translation>
    </message>
    <message>
        <source>All weights of the layer; ±: standard deviation</source>
        <translation>这一层的全部权重；±：标准差</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>∂L/∂W without the weights of pixels that are never inked; ±: standard deviation</source>
        <translation>∂L/∂W，不含从来没有墨迹的像素的权重；±：标准差</translation>
    </message>
    <message>
        <source>|step / weight|</source>
        <translation>|步长 / 权重|</translation>
    </message>
    <message>
        <source>How large each step is beside its weight, on a logarithmic axis; the number is the median</source>
        <translation>每一步相对于权重有多大，对数坐标；数字是中位数</translation>
    </message>
    <message>
        <source>{kind}, layer {layer}</source>
        <translation>{kind}，第 {layer} 层</translation>
    </message>
    <message>
        <source>How are the numbers spread?</source>
        <translation>这些数是怎么分布的？</translation>
    </message>
    <message>
        <source>So far only the weights are known. Press ① and ②, or Run.</source>
        <translation>现在只知道权重。请按 ① 和 ②，或者开始训练。</translation>
    </message>
    <message>
        <source>All numbers of this moment, layer by layer. Sums far from 0 have no slope; steps of about a thousandth of a weight learn well.</source>
        <translation>这一刻所有的数，一层一层看。加权和离 0 远，就没有斜率；步长约为权重的千分之一时，学得好。</translation>
    </message>
    <message>
        <source>a step is about {sizes} of its weight</source>
        <translation>步长大约是权重的 {sizes}</translation>
    </message>
    <message>
        <source>Percent in layer 1: activations so near 0 or 1 that the sigmoid has hardly any slope.</source>
        <translation>第 1 层的百分数：激活值太靠近 0 或 1，sigmoid 几乎没有斜率的比例。</translation>
    </message>
    <message>
        <source>Percent in layer 1: activations so near −1 or 1 that tanh has hardly any slope.</source>
        <translation>第 1 层的百分数：激活值太靠近 −1 或 1，tanh 几乎没有斜率的比例。</translation>
    </message>
    <message>
        <source>Percent in layer 1: activations that are 0, where ReLU has no slope.</source>
        <translation>第 1 层的百分数：激活值为 0，ReLU 没有斜率的比例。</translation>
    </message>
    <message>
        <source>There is one layer: its activations are the probabilities y.</source>
        <translation>只有一层：它的激活值就是概率 y。</translation>
    </message>
</context>
<context>
    <name>KeptRuns</name>
    <message>
        <source>Draw it in the curves</source>
        <translation>在曲线图中画出</translation>
    </message>
    <message>
        <source>Go back into it</source>
        <translation>回到这次训练</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续这次训练</translation>
    </message>
    <message>
        <source>Other seeds</source>
        <translation>其他种子</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Kept runs</source>
        <translation>保留的训练</translation>
    </message>
    <message>
        <source>Click the box: draw the run in the curves. Double click: rename. Right click: more.</source>
        <translation>点方框：在曲线图中画出。双击：改名。右键：更多。</translation>
    </message>
</context>
<context>
    <name>KeptRunsMenu</name>
    <message>
        <source>Open runs…</source>
        <translation>打开训练…</translation>
    </message>
    <message>
        <source>Save all runs…</source>
        <translation>保存所有训练…</translation>
    </message>
    <message>
        <source>Go back into it</source>
        <translation>回到这次训练</translation>
    </message>
    <message>
        <source>Bring back the deleted run</source>
        <translation>恢复删除的训练</translation>
    </message>
    <message>
        <source>Back to the run before</source>
        <translation>回到前一次训练</translation>
    </message>
    <message>
        <source>Runs saved to {file}</source>
        <translation>训练已保存到 {file}</translation>
    </message>
    <message>
        <source>Opened, and kept from now on: {names}</source>
        <translation>已打开并保留：{names}</translation>
    </message>
    <message>
        <source>Your last run is kept: {name}, iteration {iteration}.</source>
        <translation>上次的训练还在：{name}，第 {iteration} 次迭代。</translation>
    </message>
    <message>
        <source>Your last run is kept: {name}, iteration {iteration}, validation {share}.</source>
        <translation>上次的训练还在：{name}，第 {iteration} 次迭代，验证 {share}。</translation>
    </message>
    <message>
        <source>Your last run is kept: {name}, iteration {iteration}, test {share}.</source>
        <translation>上次的训练还在：{name}，第 {iteration} 次迭代，测试 {share}。</translation>
    </message>
</context>
<context>
    <name>LandscapeScene</name>
    <message>
        <source>the run’s two main directions</source>
        <translation>训练的两个主要方向</translation>
    </message>
    <message>
        <source>right: downhill; up: a random way</source>
        <translation>向右：下坡；向上：随机方向</translation>
    </message>
    <message>
        <source>Another optimizer, whose way is drawn beside</source>
        <translation>另一种优化器，它的路线画在旁边</translation>
    </message>
    <message>
        <source>Another optimizer’s way from the same first weights, on the same mini-batches, at its usual η</source>
        <translation>另一种优化器用通常的 η，从同样的初始权重出发，在同样的 mini-batch 上走的路线</translation>
    </message>
    <message>
        <source>this run alone</source>
        <translation>只有这次训练</translation>
    </message>
    <message>
        <source>beside: {name}</source>
        <translation>旁边：{name}</translation>
    </message>
    <message>
        <source>Draw from here</source>
        <translation>以此刻为准重新画</translation>
    </message>
    <message>
        <source>Read the way of the run up to this moment, and compute both maps around it</source>
        <translation>读取训练到此刻走过的路，围绕它计算两张图</translation>
    </message>
    <message>
        <source>Which loss each colour stands for</source>
        <translation>每种颜色代表多大的损失</translation>
    </message>
    <message>
        <source>The loss over the plane, and the way of the run</source>
        <translation>平面上的损失，和训练走过的路</translation>
    </message>
    <message>
        <source>The colours of the loss</source>
        <translation>损失的颜色</translation>
    </message>
    <message>
        <source>How does the loss look around here?</source>
        <translation>这附近的损失是什么样子？</translation>
    </message>
    <message>
        <source>The way of the run from its start (ring) to this moment (dot); each contour is one loss. All weights are one point in a space of very many directions; two of them span a map.</source>
        <translation>训练走过的路，从起点（圆圈）到此刻（圆点）；每条等高线上损失相同。全部权重是一个点，这个空间的方向非常多，取其中两个就能画一张图。</translation>
    </message>
    <message>
        <source>dashed, to the square: {name} with η = {rate}, as many iterations</source>
        <translation>虚线，到方块为止：{name}，η = {rate}，迭代次数相同</translation>
    </message>
    <message>
        <source>{images} training images; a square with sides of {side}</source>
        <translation>{images} 张训练图像；正方形，边长 {side}</translation>
    </message>
    <message>
        <source>The loss is not a number here. Go back, or rewind.</source>
        <translation>这里的损失不是数值。请回看，或者回到起点。</translation>
    </message>
    <message>
        <source>Reading the way of the run</source>
        <translation>正在读取训练走过的路</translation>
    </message>
    <message>
        <source>Run, or do a step: the map is drawn around the way of the run.</source>
        <translation>运行，或者走一步：地图围绕训练走过的路来画。</translation>
    </message>
    <message>
        <source>loss {loss} here</source>
        <translation>这里的损失：{loss}</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>You expected: {text} {reply}</source>
        <translation>你的预想：{text}{reply}</translation>
    </message>
    <message>
        <source>You said: {order}. So it is.</source>
        <translation>你排的是：{order}。正是这样。</translation>
    </message>
    <message>
        <source>You said: {given}. It is: {order}.</source>
        <translation>你排的是：{given}。实际是：{order}。</translation>
    </message>
    <message>
        <source>Compare with “{text}”. {reply}</source>
        <translation>和“{text}”比一比。{reply}</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: its loss had grown.</source>
        <translation>训练在第 {iteration} 次迭代停止：损失变大了。</translation>
    </message>
    <message>
        <source>Mean loss at the end: {loss}.</source>
        <translation>最后的平均损失：{loss}。</translation>
    </message>
    <message>
        <source>At the end: mean loss {loss}, train {train}, validation {test}.</source>
        <translation>最后：平均损失 {loss}，训练 {train}，验证 {test}。</translation>
    </message>
    <message>
        <source>At the end: mean loss {loss}, train {train}, test {test}.</source>
        <translation>最后：平均损失 {loss}，训练 {train}，测试 {test}。</translation>
    </message>
    <message>
        <source>{name}: mean loss {loss}, validation {share}</source>
        <translation>{name}：平均损失 {loss}，验证 {share}</translation>
    </message>
    <message>
        <source>{name}: mean loss {loss}, test {share}</source>
        <translation>{name}：平均损失 {loss}，测试 {share}</translation>
    </message>
    <message>
        <source>{name}: stopped at iteration {iteration}, because its loss had grown</source>
        <translation>{name}：在第 {iteration} 次迭代停下了，因为损失变大了</translation>
    </message>
    <message>
        <source>You expected {given}; it came to {came}: {gap} off.</source>
        <translation>你的预想是 {given}，结果是 {came}：相差 {gap}。</translation>
    </message>
    <message>
        <source>At iteration {end} you expected {expected}; it came to {came}. Up to there: {gap} off on the mean.</source>
        <translation>你预想第 {end} 次迭代时是 {expected}，结果是 {came}。到那里为止平均相差 {gap}。</translation>
    </message>
    <message>
        <source>At the end you expected {expected}; it came to {came}. Over the whole curve: {gap} off on the mean.</source>
        <translation>你预想最后是 {expected}，结果是 {came}。整条曲线平均相差 {gap}。</translation>
    </message>
    <message>
        <source>{gap} percentage points</source>
        <translation>{gap} 个百分点</translation>
    </message>
    <message>
        <source>Click on it in the window.</source>
        <translation>在窗口里单击它。</translation>
    </message>
    <message>
        <source>You pointed at: {given}. A click on something else changes it.</source>
        <translation>你指的是：{given}。单击别处可以更改。</translation>
    </message>
    <message>
        <source>You pointed at {given}. It is {right}.</source>
        <translation>你指的是：{given}。答案：{right}。</translation>
    </message>
    <message>
        <source>You pointed at {given}. There it is.</source>
        <translation>你指的是：{given}。就在这里。</translation>
    </message>
    <message>
        <source>You pointed at {given}. There it is: {right}.</source>
        <translation>你指的是：{given}。就在这里：{right}。</translation>
    </message>
    <message>
        <source>You pointed at {given}. It is {right}; yours is {gap} away.</source>
        <translation>你指的是：{given}。答案：{right}，相差 {gap}。</translation>
    </message>
</context>
<context>
    <name>LessonList</name>
    <message>
        <source>Each asks what you expect before it shows what comes. You can leave one at any time.</source>
        <translation>每一课都先问你预想什么，再给你看结果。随时可以离开。</translation>
    </message>
    <message>
        <source>“{name}” is not there any more, or has a fault. Your answers are kept: open it again.</source>
        <translation>“{name}”已经不在那里，或者有错误。你的回答还在：请重新打开它。</translation>
    </message>
    <message>
        <source>For your teacher</source>
        <translation>给老师</translation>
    </message>
    <message>
        <source>For a class</source>
        <translation>上课用</translation>
    </message>
    <message>
        <source>Open a lesson…</source>
        <translation>打开课程…</translation>
    </message>
    <message>
        <source>Begin a lesson of your own…</source>
        <translation>自己写一课…</translation>
    </message>
    <message>
        <source>How to write a lesson</source>
        <translation>怎样写一课</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on this window</source>
        <translation>关于这个窗口的帮助</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>Ask about earlier lessons now and then</source>
        <translation>有时问问我以前的课</translation>
    </message>
    <message>
        <source>your name, if you like</source>
        <translation>姓名，可以不填</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>An exercise sheet to print…</source>
        <translation>可打印的练习…</translation>
    </message>
</context>
<context>
    <name>LessonPage</name>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>It runs…</source>
        <translation>正在训练…</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>测验</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>LossBar</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Versions, screen and settings are on the clipboard.</source>
        <translation>版本、屏幕和设置已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open data folder…</source>
        <translation>打开数据文件夹…</translation>
    </message>
    <message>
        <source>Back to built-in MNIST</source>
        <translation>回到自带的 MNIST</translation>
    </message>
    <message>
        <source>Open an experiment…</source>
        <translation>打开实验…</translation>
    </message>
    <message>
        <source>Open weights…</source>
        <translation>打开权重…</translation>
    </message>
    <message>
        <source>Save weights…</source>
        <translation>保存权重…</translation>
    </message>
    <message>
        <source>Export as script…</source>
        <translation>导出为脚本…</translation>
    </message>
    <message>
        <source>Export as stand-alone script…</source>
        <translation>导出为不需要 mnistlab 的脚本…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Dra&amp;wing</source>
        <translation>手写(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>&amp;Language 语言</source>
        <translation>语言 &amp;Language</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Help on this window</source>
        <translation>本窗口的帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About the data</source>
        <translation>关于数据</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>About mnistlab</source>
        <translation>关于 mnistlab</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Something went wrong that should not</source>
        <translation>出了本不该出的错</translation>
    </message>
    <message>
        <source>The program goes on. What happened is in its log, too.</source>
        <translation>程序继续运行。详情也写进了日志。</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>{count} errors in a row; this is the last.</source>
        <translation>连续出现了 {count} 个错误，这是最后一个。</translation>
    </message>
    <message>
        <source>{count} errors in a row, of {kinds} kinds; this is the last.</source>
        <translation>连续出现了 {count} 个错误，共 {kinds} 种；这是最后一个。</translation>
    </message>
    <message>
        <source>Not everything could be kept</source>
        <translation>有些内容没能保存下来</translation>
    </message>
    <message>
        <source>About the data</source>
        <translation>关于数据</translation>
    </message>
    <message>
        <source>The images are MNIST: 70,000 handwritten digits of 28×28 pixels, 60,000 to train on and 10,000 to test with. Staff of the US Census Bureau and high-school students wrote them, and NIST collected them. Yann LeCun, Corinna Cortes and Christopher Burges brought them to one size and centred them.</source>
        <translation>图像来自 MNIST：70,000 个手写数字，每个 28×28 像素，其中 60,000 张用来训练，10,000 张用来测试。写字的是美国人口普查局的职员和高中生，由 NIST 收集。Yann LeCun、Corinna Cortes 和 Christopher Burges 把它们缩放到同样大小，并且居中。</translation>
    </message>
    <message>
        <source>© Yann LeCun and Corinna Cortes. MNIST is derived from the NIST Special Databases 1 and 3, and is commonly stated to be under the licence Creative Commons Attribution-ShareAlike 3.0 (creativecommons.org/licenses/by-sa/3.0). The four files are unchanged; the notice beside them has sums to check that by.</source>
        <translation>© Yann LeCun 和 Corinna Cortes。MNIST 源自 NIST 的 Special Database 1 和 3，一般认为采用 CC BY-SA 3.0 许可证（署名、相同方式共享，见 creativecommons.org/licenses/by-sa/3.0）。四个文件未经改动；文件旁边的说明里有校验和，可以核对。</translation>
    </message>
    <message>
        <source>The licence of mnistlab’s code (MIT) does not cover the images, and theirs does not cover the code.</source>
        <translation>mnistlab 的代码采用 MIT 许可证，不适用于图像；图像的许可证也不适用于代码。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Watch a two-layer network learn to read handwritten digits.</source>
        <translation>观看一个两层神经网络学习识别手写数字。</translation>
    </message>
    <message>
        <source>Code: MIT licence. Images: MNIST, © Yann LeCun and Corinna Cortes, CC BY-SA 3.0.</source>
        <translation>代码：MIT 许可证。图像：MNIST，© Yann LeCun 和 Corinna Cortes，CC BY-SA 3.0。</translation>
    </message>
</context>
<context>
    <name>MethodForm</name>
    <message>
        <source>Chapter {number}</source>
        <translation>第 {number} 章</translation>
    </message>
    <message>
        <source>A new run as in chapter 4: sigmoid, first weights of spread 0.01, SGD</source>
        <translation>像第 4 章那样重新训练：sigmoid、初始权重标准差 0.01、SGD</translation>
    </message>
    <message>
        <source>A new run as in chapter 5: the same, but with ReLU</source>
        <translation>像第 5 章那样重新训练：其他相同，但用 ReLU</translation>
    </message>
    <message>
        <source>These settings are of no chapter.</source>
        <translation>这些设置不属于任何一章。</translation>
    </message>
    <message>
        <source>These are the settings of chapter {number} of Saito’s book.</source>
        <translation>这是斋藤的书第 {number} 章的设置。</translation>
    </message>
    <message>
        <source>{name}: waits for a new run. {why}</source>
        <translation>{name}：要等下一次训练。{why}</translation>
    </message>
</context>
<context>
    <name>NeuronScene</name>
    <message>
        <source>One neuron learns</source>
        <translation>一个神经元的学习</translation>
    </message>
    <message>
        <source>One input, 1, and one right answer, 0. Begin where the neuron is quite wrong: which loss gets it going?</source>
        <translation>一个输入 1，正确答案是 0。让神经元从错得很远的地方开始：哪一种损失能让它动起来？</translation>
    </message>
    <message>
        <source>weight w</source>
        <translation>权重 w</translation>
    </message>
    <message>
        <source>bias b</source>
        <translation>偏置 b</translation>
    </message>
    <message>
        <source>rate, × the book’s</source>
        <translation>学习率（书的倍数）</translation>
    </message>
    <message>
        <source>Output of the neuron after each epoch</source>
        <translation>每个 epoch 之后神经元的输出</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>output, where 0 is right</source>
        <translation>输出，正确答案是 0</translation>
    </message>
    <message>
        <source>w {weight}, b {bias}</source>
        <translation>w {weight}，b {bias}</translation>
    </message>
    <message>
        <source>Begin where the book begins</source>
        <translation>从书上的起点开始</translation>
    </message>
    <message>
        <source>With the quadratic loss the step has the factor a(1 − a), which is nearly 0 where the neuron is sure. Cross-entropy cancels it: the more wrong, the larger the step. The book gives each loss a rate of its own: 0.15 and 0.005. (Nielsen, chapter 3)</source>
        <translation>用平方误差损失时，步子里有因子 a(1−a)，神经元很有把握时它几乎是 0。交叉熵误差把它消去：错得越远，步子越大。书上两种损失的学习率不同：0.15 和 0.005。（Nielsen，第 3 章）</translation>
    </message>
    <message>
        <source>quadratic</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵误差</translation>
    </message>
</context>
<context>
    <name>NumberAnswer</name>
    <message>
        <source>“{given}” could be {one} or {other}. Write it without a sign at the thousands.</source>
        <translation>“{given}”可能是 {one}，也可能是 {other}。请不要写千位分隔符。</translation>
    </message>
    <message>
        <source>{given} is not from {low} to {high}.</source>
        <translation>{given} 不在 {low} 到 {high} 之间。</translation>
    </message>
    <message>
        <source>“{given}” is no number. Write one from {low} to {high}.</source>
        <translation>“{given}”不是数。请写一个 {low} 到 {high} 之间的数。</translation>
    </message>
    <message>
        <source>A number from {low} to {high}.</source>
        <translation>{low} 到 {high} 之间的数。</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>Until then {number} counts.</source>
        <translation>在改正之前，以 {number} 为准。</translation>
    </message>
</context>
<context>
    <name>NumberForm</name>
    <message>
        <source>your prediction</source>
        <translation>你的预想</translation>
    </message>
</context>
<context>
    <name>Openings</name>
    <message>
        <source>Open a lesson…</source>
        <translation>打开课程…</translation>
    </message>
    <message>
        <source>Open reports…</source>
        <translation>打开报告…</translation>
    </message>
</context>
<context>
    <name>OrderForm</name>
    <message>
        <source>Press them one after the other, the first first.</source>
        <translation>依次按下，排第一的先按。</translation>
    </message>
</context>
<context>
    <name>OwnCurveList</name>
    <message>
        <source>mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Counts iterations</source>
        <translation>按迭代计</translation>
    </message>
    <message>
        <source>Counts epochs</source>
        <translation>按 epoch 计</translation>
    </message>
    <message>
        <source>Is a loss</source>
        <translation>是损失</translation>
    </message>
    <message>
        <source>Is an accuracy on test images</source>
        <translation>是测试图像上的识别精度</translation>
    </message>
    <message>
        <source>Is an accuracy on training images</source>
        <translation>是训练图像上的识别精度</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Numbers from elsewhere</source>
        <translation>来自别处的数字</translation>
    </message>
    <message>
        <source>{name}: {count} losses</source>
        <translation>{name}：{count} 个损失</translation>
    </message>
    <message>
        <source>{name}: {count} accuracies on test images</source>
        <translation>{name}：{count} 个测试图像上的识别精度</translation>
    </message>
    <message>
        <source>{name}: {count} accuracies on training images</source>
        <translation>{name}：{count} 个训练图像上的识别精度</translation>
    </message>
    <message>
        <source>by iteration</source>
        <translation>按迭代</translation>
    </message>
    <message>
        <source>by epoch</source>
        <translation>按 epoch</translation>
    </message>
</context>
<context>
    <name>OwnDigits</name>
    <message>
        <source>My hand</source>
        <translation>我的字</translation>
    </message>
    <message>
        <source>Pupil {number}</source>
        <translation>同学 {number}</translation>
    </message>
</context>
<context>
    <name>OwnNumbers</name>
    <message>
        <source>Lay numbers on the plots…</source>
        <translation>把数字放进曲线图…</translation>
    </message>
    <message>
        <source>Paste numbers into the plots</source>
        <translation>把数字粘贴进曲线图</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>粘贴的</translation>
    </message>
    <message>
        <source>Laid on the plots, and kept: {what}. Another reading is in its menu, in Runs.</source>
        <translation>已放进曲线图并保存：{what}。要换一种读法，请用“训练”栏里它的菜单。</translation>
    </message>
    <message>
        <source>Taken off the plots.</source>
        <translation>已从曲线图中移除。</translation>
    </message>
</context>
<context>
    <name>PanelActions</name>
    <message>
        <source>Enlarge the panel</source>
        <translation>放大面板</translation>
    </message>
    <message>
        <source>Hide the panel</source>
        <translation>隐藏面板</translation>
    </message>
    <message>
        <source>Move the panel up</source>
        <translation>面板上移</translation>
    </message>
    <message>
        <source>Move the panel down</source>
        <translation>面板下移</translation>
    </message>
    <message>
        <source>Move the panel to the left column</source>
        <translation>面板移到左边一列</translation>
    </message>
    <message>
        <source>Move the panel to the right column</source>
        <translation>面板移到右边一列</translation>
    </message>
    <message>
        <source>All panels</source>
        <translation>全部面板</translation>
    </message>
    <message>
        <source>Show all panels again (F6, or a double click on the title)</source>
        <translation>重新显示全部面板（F6，或双击标题）</translation>
    </message>
    <message>
        <source>Drag: move the panel. Double click: enlarge it. Right click: more</source>
        <translation>拖动：移动面板。双击：放大。右键：更多</translation>
    </message>
</context>
<context>
    <name>PastBar</name>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Train on from this moment. What the run had come to stays in the curves.</source>
        <translation>从这个时刻接着训练。原来的训练过程留在曲线中。</translation>
    </message>
    <message>
        <source>Back to the latest</source>
        <translation>回到最新</translation>
    </message>
    <message>
        <source>Back to where the run stands (End)</source>
        <translation>回到训练当前所在的位置（End）</translation>
    </message>
    <message>
        <source>You are looking at iteration {iteration} of {latest}</source>
        <translation>你正在回看第 {iteration} 次迭代（共 {latest} 次）</translation>
    </message>
</context>
<context>
    <name>Pointer</name>
    <message>
        <source>Point at the place: with a click, or with the arrow keys and Enter</source>
        <translation>指出那个位置：单击，或用方向键和 Enter</translation>
    </message>
</context>
<context>
    <name>PreparationStrip</name>
    <message>
        <source>crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Cut off the paper around the ink, so that the place does not matter.</source>
        <translation>裁掉笔迹周围的空白：写在哪里都一样。</translation>
    </message>
    <message>
        <source>20×20</source>
        <translation>20×20</translation>
    </message>
    <message>
        <source>Bring the longest side to 20 pixels, so that the size does not matter.</source>
        <translation>把长边缩放到 20 像素：写多大都一样。</translation>
    </message>
    <message>
        <source>28×28</source>
        <translation>28×28</translation>
    </message>
    <message>
        <source>Put the centre of mass in the middle of 28×28: this is what the network sees.</source>
        <translation>把重心移到 28×28 的正中：这就是网络看到的图像。</translation>
    </message>
    <message>
        <source>As MNIST was made. Click to switch it off, and see the reading fail.</source>
        <translation>MNIST 就是这样制作的。点击关掉它，看看识别怎样出错。</translation>
    </message>
</context>
<context>
    <name>PrepareScene</name>
    <message>
        <source>What does the network see of my drawing?</source>
        <translation>网络怎么看我写的字？</translation>
    </message>
    <message>
        <source>the ink</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>As it was drawn: anywhere on the canvas, in any size.</source>
        <translation>原样：画布上写在哪里、多大都行。</translation>
    </message>
    <message>
        <source>→ the crop</source>
        <translation>→ 裁剪</translation>
    </message>
    <message>
        <source>The paper around the ink is cut off.</source>
        <translation>裁掉笔迹周围的空白。</translation>
    </message>
    <message>
        <source>→ 20×20</source>
        <translation>→ 20×20</translation>
    </message>
    <message>
        <source>The longest side is brought to 20 pixels. Edges become grey.</source>
        <translation>长边 20 像素，边缘变灰。</translation>
    </message>
    <message>
        <source>→ 28×28</source>
        <translation>→ 28×28</translation>
    </message>
    <message>
        <source>The centre of mass goes to the middle. This is read.</source>
        <translation>重心移到正中，供识别。</translation>
    </message>
    <message>
        <source>And with a stage left out?</source>
        <translation>少做一步会怎样？</translation>
    </message>
    <message>
        <source>The same drawing gets another answer where there is a cross.</source>
        <translation>打叉的地方，同样的字得到了另一个答案。</translation>
    </message>
    <message>
        <source>This one survives. Draw small, in a corner.</source>
        <translation>这个字经得住。在角落里写小一点试试。</translation>
    </message>
    <message>
        <source>all stages</source>
        <translation>每步都有</translation>
    </message>
    <message>
        <source>The network has only seen digits that were cropped, scaled and centred. So your drawing goes the same way.</source>
        <translation>网络只见过裁剪好、缩放好、居中的数字。所以你写的字也要走同样的路。</translation>
    </message>
    <message>
        <source>not cropped</source>
        <translation>不裁剪</translation>
    </message>
    <message>
        <source>not brought to size</source>
        <translation>不缩放</translation>
    </message>
    <message>
        <source>not centred</source>
        <translation>不居中</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>全部不做</translation>
    </message>
    <message>
        <source>Draw a digit on the canvas at the right: small, and in a corner, to see the difference.</source>
        <translation>在右边的画布上写一个数字：写小一点，写在角上，就能看出差别。</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>Presenter mode</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>The whole screen, and everything as large as it has room for (F5)</source>
        <translation>占满整个屏幕，所有内容放到最大 (F5)</translation>
    </message>
</context>
<context>
    <name>PresenterKeys</name>
    <message>
        <source>batch</source>
        <translation>这一批</translation>
    </message>
    <message>
        <source>curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1 文件</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Left</source>
        <translation>←</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>↓</translation>
    </message>
</context>
<context>
    <name>QuizPage</name>
    <message>
        <source>I do not know.</source>
        <translation>我不知道。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>After the lessons: the same questions once more.</source>
        <translation>课后：同样的问题再答一次。</translation>
    </message>
    <message>
        <source>Before the lessons: answer as you think now. What is right is told after the second time.</source>
        <translation>课前：按你现在的想法回答。对错在第二次之后告诉你。</translation>
    </message>
    <message>
        <source>Your answers are kept. Come back after the lessons.</source>
        <translation>回答已经保存。上完课再来。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>All {total} answered.</source>
        <translation>{total} 题都答完了。</translation>
    </message>
    <message>
        <source>Before: {before} of {total}. After: {after} of {total}.</source>
        <translation>课前：{total} 题中答对 {before} 题。课后：{total} 题中答对 {after} 题。</translation>
    </message>
    <message>
        <source>before</source>
        <translation>课前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>课后</translation>
    </message>
    <message>
        <source>{when}: {answer}</source>
        <translation>{when}：{answer}</translation>
    </message>
</context>
<context>
    <name>QuizRow</name>
    <message>
        <source>after the lessons</source>
        <translation>课后再答</translation>
    </message>
    <message>
        <source>before the lessons</source>
        <translation>课前答</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Batch</source>
        <translation>这一批</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
</context>
<context>
    <name>ReadScene</name>
    <message>
        <source>What would you like to know?</source>
        <translation>想知道什么？</translation>
    </message>
    <message>
        <source>Draw a digit at the right, or look at the image in focus: here is how it is read.</source>
        <translation>在右边写一个数字，或者看选中的那张图像：这里说明它是怎样被识别的。</translation>
    </message>
</context>
<context>
    <name>RecallCard</name>
    <message>
        <source>Do you still know? From “{title}”</source>
        <translation>还记得吗？出自“{title}”</translation>
    </message>
    <message>
        <source>Right is: {text}</source>
        <translation>正确的是：{text}</translation>
    </message>
</context>
<context>
    <name>RepeatScene</name>
    <message>
        <source>The network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <source>Loading the images…</source>
        <translation>正在载入图像…</translation>
    </message>
    <message>
        <source>The run is complete</source>
        <translation>训练完成</translation>
    </message>
    <message>
        <source>The network before it has learned</source>
        <translation>学习之前的网络</translation>
    </message>
    <message>
        <source>All weights are zero, so all hidden units see the same and will learn the same. Run, and compare with random first weights.</source>
        <translation>权重全为 0，所有隐藏层神经元看到的相同，学到的也会相同。运行试试，再与随机的初始权重比较。</translation>
    </message>
    <message>
        <source>The network: the weights of each unit, and the outputs</source>
        <translation>网络：每个神经元的权重，以及输出</translation>
    </message>
    <message>
        <source>Weights. Orange: negative. Blue: positive. In a run the scale only widens.</source>
        <translation>权重。橙色为负，蓝色为正。训练中刻度只会变宽。</translation>
    </message>
    <message>
        <source>Draw a digit at the right</source>
        <translation>在右边
写个数字</translation>
    </message>
    <message>
        <source>Each gradient moves {count} parameters to both sides. The plain loop would take about {seconds} s for each step: compare the speed above.</source>
        <translation>每个梯度要把 {count} 个参数向两边移动。照书上的循环，每一步大约要 {seconds} 秒：请比较上面的速度。</translation>
    </message>
    <message>
        <source>These are the weights that were opened. Draw a digit for them to read, or press Run.</source>
        <translation>这是打开的权重。写一个数字让它识别，或按“运行”。</translation>
    </message>
    <message>
        <source>Its first weights are small and random, so it can only guess. Press Run, and watch them take shape.</source>
        <translation>最初的权重又小又随机，网络只能瞎猜。按“运行”，看它们成形。</translation>
    </message>
    <message>
        <source>Lines: blue adds to a score, orange takes away. W₂ learns which units speak for which digit.</source>
        <translation>线：蓝色给得分加分，橙色减分。W₂ 学的是哪些神经元支持哪个数字。</translation>
    </message>
    <message>
        <source>Softmax regression: each picture is the template of one digit. Ink on blue adds to its score, ink on orange takes away.</source>
        <translation>softmax 回归：每张图片是一个数字的模板。笔迹落在蓝色上，得分增加；落在橙色上，得分减少。</translation>
    </message>
    <message>
        <source>All weights are zero. Without a hidden layer that is as good a start as any, because each digit has a gradient of its own. Press Run.</source>
        <translation>所有权重都是零。没有隐藏层时，这样开始并不差，因为每个数字有自己的梯度。请按运行。</translation>
    </message>
    <message>
        <source>How does it read your digit?</source>
        <translation>它怎样识别你写的数字？</translation>
    </message>
    <message>
        <source>How does it read your {digit}?</source>
        <translation>它怎样识别你写的 {digit}？</translation>
    </message>
    <message>
        <source>How does it read this {digit}?</source>
        <translation>它怎样识别这个 {digit}？</translation>
    </message>
    <message>
        <source>your digit</source>
        <translation>你写的数字</translation>
    </message>
    <message>
        <source>label {label}</source>
        <translation>标签 {label}</translation>
    </message>
    <message>
        <source>W₁: a template for each digit, 0 to 9</source>
        <translation>W₁：每个数字一个模板，0 到 9</translation>
    </message>
    <message>
        <source>{count} hidden units: their weights</source>
        <translation>{count} 个隐藏层神经元的权重</translation>
    </message>
    <message>
        <source>1 hidden unit: its weights</source>
        <translation>1 个隐藏层神经元的权重</translation>
    </message>
    <message>
        <source>{units}. Faint = off, full = on</source>
        <translation>{units}。淡 = 安静，浓 = 活跃</translation>
    </message>
    <message>
        <source>10 outputs</source>
        <translation>10 个输出</translation>
    </message>
    <message>
        <source>score of {digit}: image × its weights {sum}, bias {bias}: {score}</source>
        <translation>{digit} 的得分：图像 × 它的权重 {sum}，偏置 {bias}：{score}</translation>
    </message>
    <message>
        <source>score of {digit}: {more} from units for it, {less} from units against it, bias {bias}: {score}</source>
        <translation>{digit} 的得分：支持的神经元 {more}，反对的神经元 {less}，偏置 {bias}，合计 {score}</translation>
    </message>
    <message>
        <source>Training images {train}, validation images {test}.</source>
        <translation>训练图像 {train}，验证图像 {test}。</translation>
    </message>
    <message>
        <source>Training images {train}, test images {test}.</source>
        <translation>训练图像 {train}，测试图像 {test}。</translation>
    </message>
    <message>
        <source>That is about as good as guessing: nothing has been learned yet.</source>
        <translation>和瞎猜差不多：还没有学到东西。</translation>
    </message>
    <message>
        <source>The gap between them is what was learned by heart: it overfits.</source>
        <translation>两者的差距是死记硬背的部分：这就是过拟合。</translation>
    </message>
    <message>
        <source>A small gap: most of what it learned also holds for images it never saw.</source>
        <translation>差距不大：学到的东西大多对没见过的图像也有效。</translation>
    </message>
    <message>
        <source>They are close, and both are low: it has not learned enough yet.</source>
        <translation>两者接近，但都很低：学得还不够。</translation>
    </message>
    <message>
        <source>They are close: what it learned also holds for images it never saw.</source>
        <translation>两者接近：对没见过的图像也有效。</translation>
    </message>
    <message>
        <source>W₁ {shape} at [{pixel}, {unit}], row {row}, column {column}: {value}</source>
        <translation>W₁ {shape} 的 [{pixel}, {unit}]，第 {row} 行第 {column} 列：{value}</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>What I expected, and what came</source>
        <translation>我的预测和结果</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>It came to</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>right</source>
        <translation>对</translation>
    </message>
    <message>
        <source>not right</source>
        <translation>不对</translation>
    </message>
    <message>
        <source>before</source>
        <translation>课前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>课后</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Loading {name}…</source>
        <translation>正在载入 {name}…</translation>
    </message>
    <message>
        <source>Weights saved to {file}</source>
        <translation>权重已保存到 {file}</translation>
    </message>
    <message>
        <source>Saved to {file}</source>
        <translation>已保存到 {file}</translation>
    </message>
    <message>
        <source>Do you still know what “{lesson}” was about? There is a question.</source>
        <translation>还记得“{lesson}”讲的是什么吗？有一个问题。</translation>
    </message>
    <message>
        <source>Drawing saved to {file}</source>
        <translation>手写图像已保存到 {file}</translation>
    </message>
    <message>
        <source>Written to {file}. Run it with any Python that has NumPy: python {name}</source>
        <translation>已写入 {file}。用装有 NumPy 的任何 Python 运行：python {name}</translation>
    </message>
    <message>
        <source>Written to {file}. Run it with a Python that has mnistlab installed: python {name}</source>
        <translation>已写入 {file}。用装有 mnistlab 的 Python 运行：python {name}</translation>
    </message>
    <message>
        <source>For that, begin again, or go back on the curve.</source>
        <translation>为此请重新开始，或沿曲线回看。</translation>
    </message>
    <message>
        <source>Begin again with η {rate}</source>
        <translation>以 η {rate} 重新开始</translation>
    </message>
</context>
<context>
    <name>ResultPages</name>
    <message>
        <source>The numbers as a table</source>
        <translation>用表格看数值</translation>
    </message>
    <message>
        <source>Loss of each run</source>
        <translation>每种训练的损失</translation>
    </message>
    <message>
        <source>Accuracy of each run</source>
        <translation>每种训练的识别精度</translation>
    </message>
    <message>
        <source>Accuracy for each value</source>
        <translation>每个值的识别精度</translation>
    </message>
    <message>
        <source>Activations of each layer</source>
        <translation>每一层的激活值</translation>
    </message>
    <message>
        <source>each as high as its fullest bin; ReLU from 0 to 1 without the zeros</source>
        <translation>每幅按最满的一格画高；ReLU 画 0 到 1，不含 0</translation>
    </message>
    <message>
        <source>above: the share of all that is in it</source>
        <translation>上方：这一格占全部的比例</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>第 {number} 层</translation>
    </message>
    <message>
        <source>accuracy on training images (○ the book)</source>
        <translation>训练图像的识别精度（○ 书）</translation>
    </message>
    <message>
        <source>accuracy on validation images</source>
        <translation>验证图像的识别精度</translation>
    </message>
    <message>
        <source>accuracy on test images</source>
        <translation>测试图像的识别精度</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>loss of the mini-batch</source>
        <translation>mini-batch 的损失</translation>
    </message>
    <message>
        <source>loss on all images</source>
        <translation>全部图像的损失</translation>
    </message>
    <message>
        <source>accuracy in % (dashed: training; ○ the book)</source>
        <translation>识别精度，%（虚线：训练图像；○ 书）</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>this run {loss}</source>
        <translation>这次训练 {loss}</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>test {share}</source>
        <translation>测试 {share}</translation>
    </message>
    <message>
        <source>train {share}</source>
        <translation>训练 {share}</translation>
    </message>
    <message>
        <source>Loss, log axis</source>
        <translation>损失，对数轴</translation>
    </message>
    <message>
        <source>{loss} · shaded: 8 of 10 seeds</source>
        <translation>{loss} · 阴影：10 个种子中的 8 个</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>epoch {epoch}</translation>
    </message>
    <message>
        <source>Accuracy after epoch {epoch}</source>
        <translation>第 {epoch} 个 epoch 的识别精度</translation>
    </message>
    <message>
        <source>iteration {iteration} · loss {loss} · mean {mean}</source>
        <translation>迭代 {iteration} · 损失 {loss} · 平均 {mean}</translation>
    </message>
    <message>
        <source>epoch {epoch} · train {train} · test {test}</source>
        <translation>epoch {epoch} · 训练 {train} · 测试 {test}</translation>
    </message>
    <message>
        <source>Loss and accuracy of the run, and the way back</source>
        <translation>这次训练的损失和识别精度，也用来回看</translation>
    </message>
    <message>
        <source>Drag: go back to any iteration. Wheel: zoom. Shift+drag: move. Double click: the whole run again.</source>
        <translation>拖动：回到任意一次迭代。滚轮：缩放。Shift+拖动：平移。双击：重新显示整次训练。</translation>
    </message>
    <message>
        <source>Loss of every iteration</source>
        <translation>每次迭代的损失</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>识别精度</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预想</translation>
    </message>
    <message>
        <source>validation {share}</source>
        <translation>验证 {share}</translation>
    </message>
    <message>
        <source>{iteration}: {loss} · mean {mean}</source>
        <translation>{iteration}: {loss} · 平均 {mean}</translation>
    </message>
    <message>
        <source>epoch {epoch} · train {train} · validation {test}</source>
        <translation>epoch {epoch} · 训练 {train} · 验证 {test}</translation>
    </message>
    <message>
        <source>an epoch is {count} iterations</source>
        <translation>一个 epoch 有 {count} 次迭代</translation>
    </message>
    <message>
        <source>Accuracy at every epoch, on images learnt from and on others</source>
        <translation>每个 epoch 的识别精度：学过的图像与别的图像</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>The loss on a linear axis</source>
        <translation>损失用线性坐标</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>The loss on a logarithmic axis: small losses become visible</source>
        <translation>损失用对数坐标：看清很小的损失</translation>
    </message>
    <message>
        <source>whole run</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show the whole run, and follow it (double click)</source>
        <translation>显示整次训练并跟随它（双击）</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>显示整次训练</translation>
    </message>
</context>
<context>
    <name>RunPair</name>
    <message>
        <source>Orange and blue are weights of either sign.</source>
        <translation>橙色和蓝色表示权重的正负号。</translation>
    </message>
    <message>
        <source>The wheel turns the page.</source>
        <translation>用滚轮翻页。</translation>
    </message>
    <message>
        <source>Both read the same {count} images. Point at a cell for the numbers of both.</source>
        <translation>两者识别同样的 {count} 张图像。指向一格，可看到两者的数字。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在识别…</translation>
    </message>
    <message>
        <source>The run at the left</source>
        <translation>左边的训练</translation>
    </message>
    <message>
        <source>The run at the right</source>
        <translation>右边的训练</translation>
    </message>
    <message>
        <source>{side}: what is taken for what</source>
        <translation>{side}：哪个数字识别为哪个</translation>
    </message>
    <message>
        <source>{side}: the weights of its units</source>
        <translation>{side}：神经元的权重</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>识别为</translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message>
        <source>Report on this run…</source>
        <translation>这次训练的报告…</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>To print (*.pdf)</source>
        <translation>供打印 (*.pdf)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>The report is in {file}</source>
        <translation>报告在 {file}</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>epoch 数</translation>
    </message>
    <message>
        <source>Loss, smoothed</source>
        <translation>损失（平滑后）</translation>
    </message>
    <message>
        <source>Accuracy on the validation images</source>
        <translation>验证图像的识别精度</translation>
    </message>
    <message>
        <source>Accuracy on the test images</source>
        <translation>测试图像的识别精度</translation>
    </message>
    <message>
        <source>Test set opened at iteration {iteration}</source>
        <translation>在第 {iteration} 次迭代打开测试数据</translation>
    </message>
    <message>
        <source>Accuracy on the training images, measured last</source>
        <translation>训练图像的识别精度（最近一次测量）</translation>
    </message>
    <message>
        <source>Read as {digit} ({share})</source>
        <translation>识别为 {digit}（{share}）</translation>
    </message>
    <message>
        <source>Report: {name}</source>
        <translation>报告：{name}</translation>
    </message>
</context>
<context>
    <name>RunSide</name>
    <message>
        <source>Units: {count}</source>
        <translation>{count} 个神经元</translation>
    </message>
    <message>
        <source>the digits’ own templates</source>
        <translation>各数字自己的模板</translation>
    </message>
    <message>
        <source>{first} to {last} of {count}</source>
        <translation>{first} 到 {last}，共 {count} 个</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>{name}: iteration {iterations}, epoch {epoch}. Train {train}, validation {test}.</source>
        <translation>{name}：{iterations} 次迭代，epoch {epoch}。训练 {train}，验证 {test}。</translation>
    </message>
    <message>
        <source>{name}: iteration {iterations}, epoch {epoch}. Train {train}, test {test}.</source>
        <translation>{name}：{iterations} 次迭代，epoch {epoch}。训练 {train}，测试 {test}。</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Of the validation images, so many were read right at the end of the last epoch. The test set is sealed.</source>
        <translation>上一个 epoch 结束时，验证图像中读对的比例。测试数据封着。</translation>
    </message>
    <message>
        <source>Of the test images, so many were read right at the end of the last epoch.</source>
        <translation>上一个 epoch 结束时，测试图像中读对的比例。</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>这次训练</translation>
    </message>
    <message>
        <source>The line of this run in the curves</source>
        <translation>这次训练在曲线中的线</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Other seeds</source>
        <translation>其他种子</translation>
    </message>
    <message>
        <source>This run once more with other seeds: how much of it is chance?</source>
        <translation>这次训练换其他种子再来几次：有多少是偶然？</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Dashed: waits for a new run.</source>
        <translation>虚线框：重新开始后生效。</translation>
    </message>
    <message>
        <source>Rewind and apply</source>
        <translation>回到起点并应用</translation>
    </message>
    <message>
        <source>Back to the start, with the marked settings in force</source>
        <translation>回到起点，让标出的设置生效</translation>
    </message>
    <message>
        <source>All curves on one axis, what differs, and what each reads</source>
        <translation>所有曲线在同一坐标轴上，哪里不同，各自识别为什么</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>chapter {number}</source>
        <translation>第 {number} 章</translation>
    </message>
    <message>
        <source>The run does what this chapter of Saito’s book does</source>
        <translation>这次训练做的就是斋藤的书这一章所做的</translation>
    </message>
    <message>
        <source>η on the way: {rates}</source>
        <translation>途中的 η：{rates}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Activation, optimizer, what helps against overfitting, which images</source>
        <translation>激活函数、优化器、抑制过拟合的办法、用哪些图像</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Fold the settings away</source>
        <translation>收起设置</translation>
    </message>
    <message>
        <source>Change the settings of the run</source>
        <translation>修改这次训练的设置</translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>{title} · iteration {iteration}</source>
        <translation>{title} · 第 {iteration} 次迭代</translation>
    </message>
    <message>
        <source>Pause the run for the present moment.</source>
        <translation>暂停训练，就换成当前的结果。</translation>
    </message>
    <message>
        <source>units {first} to {last} of {count} (wheel: more)</source>
        <translation>神经元 {first} 到 {last}，共 {count} 个（滚轮翻页）</translation>
    </message>
</context>
<context>
    <name>Scenes</name>
    <message>
        <source>Batch</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>① The mini-batch: where its images come from</source>
        <translation>① mini-batch：图像从哪里来</translation>
    </message>
    <message>
        <source>② Forward: from the image to the loss</source>
        <translation>② 正向传播：从图像到损失</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>正向传播</translation>
    </message>
    <message>
        <source>② Backward: the gradient of the loss</source>
        <translation>② 反向传播：损失的梯度</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>③ The update: before, the step, after</source>
        <translation>③ 更新：之前、这一步、之后</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>④ Repeat: the weights, the epoch, the validation</source>
        <translation>④ 重复：权重、epoch、验证</translation>
    </message>
    <message>
        <source>Is the gradient right?</source>
        <translation>梯度算对了吗？</translation>
    </message>
    <message>
        <source>What is a derivative?</source>
        <translation>什么是导数？</translation>
    </message>
    <message>
        <source>One weight moves alone: the loss as a curve, and its slope</source>
        <translation>只移动一个权重：损失画成曲线，斜率就是导数</translation>
    </message>
    <message>
        <source>How far should one step go?</source>
        <translation>一步该走多远？</translation>
    </message>
    <message>
        <source>The loss along the gradient, for every learning rate η</source>
        <translation>沿着梯度的损失：每个学习率一个点</translation>
    </message>
    <message>
        <source>How does the loss look around here?</source>
        <translation>这附近的损失是什么样子？</translation>
    </message>
    <message>
        <source>A map of the loss, and the way of the run across it</source>
        <translation>损失的地形图，和训练走过的路</translation>
    </message>
    <message>
        <source>How do my runs compare?</source>
        <translation>各次训练比起来怎样？</translation>
    </message>
    <message>
        <source>What does the network see of my drawing?</source>
        <translation>网络怎么看我写的字？</translation>
    </message>
    <message>
        <source>From the ink to 28×28 pixels, stage by stage</source>
        <translation>笔迹一步步变成 28×28 像素</translation>
    </message>
    <message>
        <source>The units and the pixels that decide</source>
        <translation>起决定作用的神经元和像素</translation>
    </message>
    <message>
        <source>What does a unit look for?</source>
        <translation>一个神经元在找什么？</translation>
    </message>
    <message>
        <source>Turned, bent, moved: which shapes are still read?</source>
        <translation>旋转、弯曲、移动：能不能识别？</translation>
    </message>
    <message>
        <source>Why this answer?</source>
        <translation>为什么是这个答案？</translation>
    </message>
    <message>
        <source>How are the numbers spread?</source>
        <translation>这些数是怎么分布的？</translation>
    </message>
    <message>
        <source>Histograms of activations, gradients, weights and steps, layer by layer</source>
        <translation>激活值、梯度、权重和步长的直方图，一层一层看</translation>
    </message>
    <message>
        <source>Its weights, the digits it speaks for, the images that turn it on</source>
        <translation>它的权重、它支持的数字、使它活跃的图像</translation>
    </message>
    <message>
        <source>How much bending does it take?</source>
        <translation>弯到什么程度还能识别？</translation>
    </message>
    <message>
        <source>Which mistakes does it make?</source>
        <translation>它会犯哪些错？</translation>
    </message>
    <message>
        <source>Which digit is taken for which, in all images that are new to it</source>
        <translation>没学过的图像：哪个被当成了哪个</translation>
    </message>
    <message>
        <source>Does it read my hand?</source>
        <translation>它能识别我写的字吗？</translation>
    </message>
    <message>
        <source>Draw ten digits, and see how many are read right</source>
        <translation>写十个数字，看能识别对几个</translation>
    </message>
    <message>
        <source>The kept runs beside each other: what differs, and what came of it</source>
        <translation>保留的训练放在一起：差别和结果</translation>
    </message>
    <message>
        <source>Optimizers in a bowl</source>
        <translation>碗里的优化器</translation>
    </message>
    <message>
        <source>The ways of all of them down one long valley</source>
        <translation>它们各自怎样走下一条长长的山谷</translation>
    </message>
    <message>
        <source>One neuron learns</source>
        <translation>一个神经元的学习</translation>
    </message>
    <message>
        <source>Why it is slow where it is quite wrong, and which loss mends that</source>
        <translation>为什么错得很远时学得慢，哪一种损失能改善</translation>
    </message>
    <message>
        <source>Softmax by hand</source>
        <translation>动手试 softmax</translation>
    </message>
    <message>
        <source>Four sums to move: what becomes of the probabilities?</source>
        <translation>移动四个加权和：概率会怎样？</translation>
    </message>
    <message>
        <source>An experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>What the book reports, beside what comes out here</source>
        <translation>书上报告的值，和这里的结果对照</translation>
    </message>
    <message>
        <source>A sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>One setting or two, over a list, a range or at random</source>
        <translation>一项或两项设置，取列表、范围或随机的值</translation>
    </message>
    <message>
        <source>Do I get what the book gets?</source>
        <translation>我得到的和书上一样吗？</translation>
    </message>
    <message>
        <source>The experiments of two books, each beside the number that is printed there</source>
        <translation>两本书的实验，每一个都和书上印的数对照</translation>
    </message>
    <message>
        <source>What would you like to try?</source>
        <translation>想试一试什么？</translation>
    </message>
    <message>
        <source>Experiments: check the gradient, move one weight, look at the loss</source>
        <translation>实验：梯度确认、移动一个权重、观察损失</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>想知道什么？</translation>
    </message>
    <message>
        <source>How a drawing is read: by which steps, why, and how well</source>
        <translation>手写的数字怎样被识别：经过哪些步骤，为什么，有多准</translation>
    </message>
    <message>
        <source>Backpropagation against moving each weight a little</source>
        <translation>误差反向传播法与逐个移动权重的对比</translation>
    </message>
</context>
<context>
    <name>ScrollEdge</name>
    <message>
        <source>There is more below</source>
        <translation>下面还有</translation>
    </message>
</context>
<context>
    <name>SealedTestSet</name>
    <message>
        <source>Open the test set</source>
        <translation>打开测试数据</translation>
    </message>
    <message>
        <source>Read the test images with the network of this moment. What is chosen by them, they no longer test.</source>
        <translation>用这一刻的网络读测试图像。凡是照着它们挑选的，它们就不再能检验了。</translation>
    </message>
    <message>
        <source>Test images at iteration {iteration}: {share} right.</source>
        <translation>第 {iteration} 次迭代时的测试图像：读对 {share}。</translation>
    </message>
    <message>
        <source>Opened {count} times: what is chosen by them is no longer tested by them.</source>
        <translation>打开过 {count} 次：照着它们挑选的，就不再由它们检验了。</translation>
    </message>
</context>
<context>
    <name>Seeds</name>
    <message>
        <source>× {count}: once more with {count} other seeds</source>
        <translation>× {count}：换 {count} 个其他种子再来</translation>
    </message>
    <message>
        <source>Put the other seeds away</source>
        <translation>收起其他种子</translation>
    </message>
    <message>
        <source>{count} other seeds: half of them above {middle}, 8 of 10 from {low} to {high}.</source>
        <translation>{count} 个其他种子：一半高于 {middle}，十个中有八个在 {low} 到 {high} 之间。</translation>
    </message>
    <message>
        <source>Diverged, and left out: {count}.</source>
        <translation>发散而未计入：{count} 个。</translation>
    </message>
</context>
<context>
    <name>SeedsProgress</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Do no more seeds; those that are done stay</source>
        <translation>不再做其余的种子；已做完的保留</translation>
    </message>
    <message>
        <source>Other seeds: {done} of {count}</source>
        <translation>其他种子：{done} / {count}</translation>
    </message>
</context>
<context>
    <name>SelectBatchScene</name>
    <message>
        <source>Map of the training images: seen in this epoch, and drawn now</source>
        <translation>训练图像的地图：本 epoch 看过的，和这次抽中的</translation>
    </message>
    <message>
        <source>The image in focus</source>
        <translation>正在跟踪的图像</translation>
    </message>
    <message>
        <source>not yet in this epoch</source>
        <translation>本 epoch 还没看过</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>看过</translation>
    </message>
    <message>
        <source>drawn now</source>
        <translation>这次抽中</translation>
    </message>
    <message>
        <source>A few images stand for all</source>
        <translation>少量图像代表全体</translation>
    </message>
    <message>
        <source>All at once: one slow step. One alone: a step in a wild direction. A few: quick, and nearly right.</source>
        <translation>用全部图像：走一步很慢。只用一张：方向乱走。用一小批：又快，方向又差不多对。</translation>
    </message>
    <message>
        <source>{count} training images, a dot for each.
Press ① to draw {few} of them.</source>
        <translation>{count} 张训练图像，每张一个点。
按 ① 从中抽取 {few} 张。</translation>
    </message>
    <message>
        <source>Seen in this epoch: {seen} of {all} images, {share}.</source>
        <translation>本 epoch 已看过 {all} 张中的 {seen} 张：{share}。</translation>
    </message>
    <message>
        <source>Drawn with replacement: some come twice.</source>
        <translation>有放回地抽：有的会抽中两次。</translation>
    </message>
    <message>
        <source>With replacement, about 63&#xa0;% in an epoch.</source>
        <translation>有放回地抽，一个 epoch 大约看到 63&#xa0;%。</translation>
    </message>
    <message>
        <source>Training image {number}. Click a dot to follow another.</source>
        <translation>第 {number} 号训练图像。点击别的点，就改看那一张。</translation>
    </message>
    <message>
        <source>At its end it will be all of them, each once.</source>
        <translation>到结束时每张正好看一次，全部看完。</translation>
    </message>
    <message>
        <source>Its label: {label}</source>
        <translation>它的标签：{label}</translation>
    </message>
    <message>
        <source>training image {number}: label {label}</source>
        <translation>第 {number} 号训练图像：标签 {label}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Why do you think so?</source>
        <translation>你为什么这样想？</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>姓名：</translation>
    </message>
    <message>
        <source>Turn the page when you have seen what comes.</source>
        <translation>看到结果以后，再翻到下一页。</translation>
    </message>
    <message>
        <source>Or in your own words:</source>
        <translation>或用自己的话说：</translation>
    </message>
    <message>
        <source>I expect:</source>
        <translation>我预测：</translation>
    </message>
    <message>
        <source>What came:</source>
        <translation>结果：</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>识别精度</translation>
    </message>
    <message>
        <source>Run it in the program, and compare.</source>
        <translation>在程序里运行，再比较。</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>Sketch</name>
    <message>
        <source>Draw the curve that you expect: with the mouse, or with the arrow keys</source>
        <translation>画出你预想的曲线：用鼠标，或用方向键</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重画</translation>
    </message>
    <message>
        <source>Loss: draw the curve that you expect</source>
        <translation>损失：画出你预想的曲线</translation>
    </message>
    <message>
        <source>Test accuracy: draw the curve that you expect</source>
        <translation>测试图像的识别精度：画出你预想的曲线</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>SlidersScene</name>
    <message>
        <source>Softmax by hand</source>
        <translation>动手试 softmax</translation>
    </message>
    <message>
        <source>Move one sum up: what happens to the others? And what if all four are moved by the same?</source>
        <translation>把一个调高：其余的会怎样？四个一起调高同样多呢？</translation>
    </message>
    <message>
        <source>softmax(z) = exp(z) / Σ exp(z). One up, all others down, because the sum is always 1. What counts are the differences only. (Nielsen, chapter 3)</source>
        <translation>softmax(z) = exp(z) / Σ exp(z)。一个上升，其余都下降，因为总和始终是 1。结果只看差值。（Nielsen，第 3 章）</translation>
    </message>
    <message>
        <source>probability {number}</source>
        <translation>概率 {number}</translation>
    </message>
    <message>
        <source>sum: {total}</source>
        <translation>总和：{total}</translation>
    </message>
</context>
<context>
    <name>StagePanel</name>
    <message>
        <source>loss on this batch</source>
        <translation>这一批的损失</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>曲线图</translation>
    </message>
    <message>
        <source>Plot {number}</source>
        <translation>曲线图 {number}</translation>
    </message>
    <message>
        <source>Shown of the mini-batch: the first {shown} of {count} images.</source>
        <translation>这里只显示 mini-batch 的前 {shown} 张，共 {count} 张。</translation>
    </message>
    <message>
        <source>The gradient is broken on purpose: {mistake}. Switch it off in the gradient check, or rewind.</source>
        <translation>梯度被故意弄错了：{mistake}。可以在梯度确认里关掉，或回到起点。</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>it became smaller</source>
        <translation>更新后变小了</translation>
    </message>
    <message>
        <source>rose: wrong gradient</source>
        <translation>变大了：梯度不对</translation>
    </message>
    <message>
        <source>rose: step too long</source>
        <translation>变大了：一步太长</translation>
    </message>
    <message>
        <source>before ③</source>
        <translation>③ 之前</translation>
    </message>
    <message>
        <source>fell</source>
        <translation>变小</translation>
    </message>
    <message>
        <source>rose</source>
        <translation>变大</translation>
    </message>
    <message>
        <source>loss on {shown} of {count}</source>
        <translation>{count} 张中前 {shown} 张的损失</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>书中实验</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Back to where you came from (Esc)</source>
        <translation>回到刚才的页面（Esc）</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
</context>
<context>
    <name>StepParts</name>
    <message>
        <source>Each weight goes against its gradient, by η times as much.</source>
        <translation>每个权重都逆着自己的梯度走，走 η 倍那么远。</translation>
    </message>
    <message>
        <source>Each weight rolls on with the velocity v that it has, and its gradient bends it, as a slope does a ball.</source>
        <translation>每个权重带着自己的速度 v 继续滚，梯度让它转向，就像斜坡上的小球。</translation>
    </message>
    <message>
        <source>As with Momentum, but the gradient counts as if the weight had already rolled on by v.</source>
        <translation>和 Momentum 一样，只是梯度按权重已经再滚了 v 那样来算。</translation>
    </message>
    <message>
        <source>Each weight goes against its gradient, by less the more it was pushed before: h adds up all squares.</source>
        <translation>每个权重逆着梯度走，以前被推得越多，这次走得越少：h 累加了所有平方。</translation>
    </message>
    <message>
        <source>Each weight goes against its gradient, divided by its usual size: h is a mean of the latest squares.</source>
        <translation>每个权重逆着梯度走，再除以梯度平常的大小：h 是近来平方的平均。</translation>
    </message>
    <message>
        <source>Each weight follows the mean m̂ of its gradients, divided by their usual size √v̂: about η at a time.</source>
        <translation>每个权重跟着自己梯度的平均 m̂ 走，再除以梯度平常的大小 √v̂：每次大约走 η。</translation>
    </message>
    <message>
        <source>Weight decay adds λW to the gradient, so that weights shrink.</source>
        <translation>权值衰减给梯度加上 λW，让权重变小。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>The step</source>
        <translation>这一步</translation>
    </message>
</context>
<context>
    <name>StepScene</name>
    <message>
        <source>The loss of the batch for every learning rate</source>
        <translation>每个学习率对应的这一批的损失</translation>
    </message>
    <message>
        <source>The loss is not a number here: no step can be shown. Go back, or rewind.</source>
        <translation>这里的损失不是数：画不出这一步。请后退，或回到起点。</translation>
    </message>
    <message>
        <source>Use η = {rate}</source>
        <translation>使用 η = {rate}</translation>
    </message>
    <message>
        <source>Train on with the learning rate at the line</source>
        <translation>用竖线处的学习率继续训练</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>How far should one step go?</source>
        <translation>一步该走多远？</translation>
    </message>
    <message>
        <source>Drag the line: too short a step is slow, too long a one climbs the other side. The curve is the loss of this batch along the step that {optimizer} makes with each η. At its start the gradient is steeper.</source>
        <translation>拖动竖线：步子太短就慢，太长就爬上对面。曲线是这一批的损失，沿着 {optimizer} 对每个 η 所走的那一步。在起点，沿梯度更陡。</translation>
    </message>
    <message>
        <source>least {least} at η = {best}, back at the start at η = {back}</source>
        <translation>η = {best} 时最小：{least}；η = {back} 时回到起点</translation>
    </message>
    <message>
        <source>Trying {count} lengths of the step: {share}</source>
        <translation>正在试 {count} 种步长：{share}</translation>
    </message>
    <message>
        <source>random ways</source>
        <translation>随机方向</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>this batch</source>
        <translation>这一批</translation>
    </message>
    <message>
        <source>The step leaves the picture: the loss is too large, or not a number.</source>
        <translation>这一步走出了图外：损失太大，或者不是数值。</translation>
    </message>
    <message>
        <source>The loss rises: this way it only rises.</source>
        <translation>损失上升：沿这个方向只会上升。</translation>
    </message>
    <message>
        <source>The loss rises: the step went past the valley.</source>
        <translation>损失上升：这一步越过了谷底。</translation>
    </message>
    <message>
        <source>The loss falls. A longer step would fall farther.</source>
        <translation>损失下降。再走远些，降得更多。</translation>
    </message>
    <message>
        <source>The loss falls.</source>
        <translation>损失下降。</translation>
    </message>
    <message>
        <source>The loss along what backpropagation makes of the gradient, for every length of the step. A mistake is switched on: other directions may be steeper, and on this one the loss may only rise.</source>
        <translation>沿误差反向传播法算出的“梯度”走，每种步长对应的损失。已开启一个错误：别的方向可能更陡，沿这个方向损失也可能只升不降。</translation>
    </message>
    <message>
        <source>Drag the line: too short a step is slow, too long a one climbs the other side. The curve is the loss of this batch along its gradient. No other direction falls as steeply at its start.</source>
        <translation>拖动竖线：步子太短走得慢，太长会爬上对面。曲线是沿着梯度时这一批的损失。出发时没有别的方向下降得更陡。</translation>
    </message>
    <message>
        <source>validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>The best step for this batch is not the best for all images: see the dashed curve of {images}. That is why η is small, and the steps are many.</source>
        <translation>对这一批最好的一步，对所有图像并不是最好：请看“{images}”的虚线。所以 η 很小，步数很多。</translation>
    </message>
    <message>
        <source>Pause the run to look at one step.</source>
        <translation>先暂停训练，再看一步更新。</translation>
    </message>
    <message>
        <source>Press ① and ② first: a step needs its gradient.</source>
        <translation>请先按 ① 和 ②：一步更新需要梯度。</translation>
    </message>
</context>
<context>
    <name>Subject</name>
    <message>
        <source>your drawing</source>
        <translation>你写的数字</translation>
    </message>
    <message>
        <source>image {place} of the mini-batch, label {label}</source>
        <translation>mini-batch 中第 {place} 张图像，标签 {label}</translation>
    </message>
    <message>
        <source>read by your network</source>
        <translation>由你的网络识别</translation>
    </message>
    <message>
        <source>read by the built-in network</source>
        <translation>由自带的网络识别</translation>
    </message>
</context>
<context>
    <name>SubjectScene</name>
    <message>
        <source>The weights are no numbers any more, so there is no answer to look into. Go back, or rewind.</source>
        <translation>权重已经不是数了，没有答案可以解释。请后退，或回到起点。</translation>
    </message>
    <message>
        <source>Nothing to read yet: draw a digit on the canvas, or press ① to draw a mini-batch.</source>
        <translation>还没有可识别的图像：请在画布上写一个数字，或按 ① 抽取一个 mini-batch。</translation>
    </message>
</context>
<context>
    <name>SweepMap</name>
    <message>
        <source>the larger a dot, the higher the accuracy</source>
        <translation>点越大，识别精度越高</translation>
    </message>
</context>
<context>
    <name>SweepScene</name>
    <message>
        <source>– no second one –</source>
        <translation>– 没有第二个 –</translation>
    </message>
    <message>
        <source>these values</source>
        <translation>这些值</translation>
    </message>
    <message>
        <source>a range, by factors</source>
        <translation>范围，按倍数</translation>
    </message>
    <message>
        <source>a range, evenly</source>
        <translation>范围，等间隔</translation>
    </message>
    <message>
        <source>at random, by factors</source>
        <translation>随机，按倍数</translation>
    </message>
    <message>
        <source>at random, evenly</source>
        <translation>随机，均匀</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>count</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>how its values are given</source>
        <translation>怎样给出值</translation>
    </message>
    <message>
        <source>values, with commas between them</source>
        <translation>值，用逗号分开</translation>
    </message>
    <message>
        <source>A sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Which values are best? Choose one setting or two; all others stay as in the run that it begins from.</source>
        <translation>哪些值最好？选一项或两项设置；其余与所基于的训练相同。</translation>
    </message>
    <message>
        <source>begins from</source>
        <translation>基于</translation>
    </message>
    <message>
        <source>the run that the sweep begins from</source>
        <translation>扫描所基于的训练</translation>
    </message>
    <message>
        <source>the present run</source>
        <translation>当前的训练</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Go to the page that runs it</source>
        <translation>打开运行它的页面</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>存为文件…</translation>
    </message>
    <message>
        <source>A file that opens here again, and runs by “mnistlab experiment FILE.toml”</source>
        <translation>这个文件可以在这里重新打开，也可以用“mnistlab experiment FILE.toml”运行</translation>
    </message>
    <message>
        <source>Choose on validation images: what has been chosen on the test images is better there than elsewhere. With 100 of them an accuracy is known to ± 4 points, with 1,000 to about ± 1.</source>
        <translation>请用验证图像来选：用测试图像选出来的，在测试图像上会比别处好。100 张验证图像的识别精度只准到 ± 4 个百分点，1,000 张约 ± 1 个。</translation>
    </message>
    <message>
        <source>Which is best: {names}?</source>
        <translation>哪个最好：{names}？</translation>
    </message>
</context>
<context>
    <name>TakeAway</name>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save the picture (PNG, SVG)…</source>
        <translation>保存图片（PNG、SVG）…</translation>
    </message>
    <message>
        <source>Save the numbers as CSV…</source>
        <translation>将数值保存为 CSV…</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图像 (*.png)</translation>
    </message>
    <message>
        <source>Drawing of lines (*.svg)</source>
        <translation>线条图 (*.svg)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>保存数值</translation>
    </message>
</context>
<context>
    <name>TakeButton</name>
    <message>
        <source>Take along</source>
        <translation>带走</translation>
    </message>
    <message>
        <source>Take along: the picture, the numbers</source>
        <translation>带走：图片、数值</translation>
    </message>
</context>
<context>
    <name>ThinBar</name>
    <message>
        <source>How much is done</source>
        <translation>完成了多少</translation>
    </message>
</context>
<context>
    <name>TryScene</name>
    <message>
        <source>What would you like to try?</source>
        <translation>想试一试什么？</translation>
    </message>
    <message>
        <source>Each is on this moment of the run: its weights, its mini-batch, its η; the last is on the kept runs.</source>
        <translation>都针对训练的此刻：此刻的权重、mini-batch 和 η；最后一个针对保留的各次训练。</translation>
    </message>
</context>
<context>
    <name>UnitScene</name>
    <message>
        <source>Reading the images: {share}</source>
        <translation>正在识别图像：{share}</translation>
    </message>
    <message>
        <source>The weights of the unit: click one to look at it</source>
        <translation>这个神经元的权重：点击一个来查看</translation>
    </message>
    <message>
        <source>The loss as this weight alone moves</source>
        <translation>只移动这一个权重时的损失</translation>
    </message>
    <message>
        <source>How far it is on</source>
        <translation>它有多活跃</translation>
    </message>
    <message>
        <source>How far the unit is on for each digit, on average</source>
        <translation>这个神经元对每个数字平均有多活跃</translation>
    </message>
    <message>
        <source>What it then says</source>
        <translation>它支持哪个数字</translation>
    </message>
    <message>
        <source>The weight of the unit to each digit, W₂</source>
        <translation>这个神经元到每个数字的权重 W₂</translation>
    </message>
    <message>
        <source>The images that turn the unit on most</source>
        <translation>最能使神经元活跃的图像</translation>
    </message>
    <message>
        <source>The images that turn the unit off most</source>
        <translation>最不能使神经元活跃的图像</translation>
    </message>
    <message>
        <source>The unit before</source>
        <translation>前一个神经元</translation>
    </message>
    <message>
        <source>The unit after</source>
        <translation>后一个神经元</translation>
    </message>
    <message>
        <source>What does the {digit} look for?</source>
        <translation>数字 {digit} 在找什么？</translation>
    </message>
    <message>
        <source>What does unit {unit} look for?</source>
        <translation>神经元 {unit} 在找什么？</translation>
    </message>
    <message>
        <source>Its weights: ink on blue turns it on, ink on orange turns it off.</source>
        <translation>它的权重：笔迹落在蓝色处使它活跃，落在橙色处使它安静。</translation>
    </message>
    <message>
        <source>row {row}, column {column}: {value} ›</source>
        <translation>第 {row} 行第 {column} 列：{value} ›</translation>
    </message>
    <message>
        <source>There is no hidden layer: this is the output of the {digit} itself, and its picture is the template that it lays over each image. Its sum is the score of the {digit}, and how far it is on is the probability that softmax makes of it.</source>
        <translation>这里没有隐藏层：这就是数字 {digit} 的输出，图片是它盖在每张图像上的模板。它的加权和就是 {digit} 的得分；它有多活跃，就是 softmax 由此得出的概率。</translation>
    </message>
    <message>
        <source>The validation images that turn it on most</source>
        <translation>最能使它活跃的验证图像</translation>
    </message>
    <message>
        <source>The test images that turn it on most</source>
        <translation>最能使它活跃的测试图像</translation>
    </message>
    <message>
        <source>Those that turn it off most</source>
        <translation>最能使它安静的</translation>
    </message>
    <message>
        <source>weight of row {row}, column {column}: {value}</source>
        <translation>第 {row} 行第 {column} 列的权重：{value}</translation>
    </message>
    <message>
        <source>for images of a {digit} that are new to it, its activation z is {z} on average</source>
        <translation>对没学过的数字 {digit} 的图像，它的激活值 z 平均为 {z}</translation>
    </message>
    <message>
        <source>fully on, it adds {value} to the score of {digit}</source>
        <translation>完全活跃时，它给 {digit} 的得分加 {value}</translation>
    </message>
    <message>
        <source>validation image {number}, label {label}: sum {sum}, z {z}</source>
        <translation>第 {number} 号验证图像，标签 {label}：总和 {sum}，z {z}</translation>
    </message>
    <message>
        <source>test image {number}, label {label}: sum {sum}, z {z}</source>
        <translation>第 {number} 号测试图像，标签 {label}：总和 {sum}，z {z}</translation>
    </message>
    <message>
        <source>It speaks for all digits, most for {most}.</source>
        <translation>它支持所有数字，最支持 {most}。</translation>
    </message>
    <message>
        <source>It speaks against all digits, most against {least}.</source>
        <translation>它反对所有数字，最反对 {least}。</translation>
    </message>
    <message>
        <source>It speaks most for {most}, and most against {least}.</source>
        <translation>它最支持 {most}，最反对 {least}。</translation>
    </message>
    <message>
        <source>On average it is on most for {most}, and least for {least}.</source>
        <translation>平均来说，它对 {most} 最活跃，对 {least} 最不活跃。</translation>
    </message>
</context>
<context>
    <name>UnitSum</name>
    <message>
        <source>The sum of one unit</source>
        <translation>一个神经元的加权和</translation>
    </message>
    <message>
        <source>unit {unit} ›</source>
        <translation>神经元 {unit} ›</translation>
    </message>
    <message>
        <source>What it looks for, and which digits it speaks for</source>
        <translation>它在找什么，支持哪些数字</translation>
    </message>
    <message>
        <source>The image in focus</source>
        <translation>正在跟踪的图像</translation>
    </message>
    <message>
        <source>The weights of the unit</source>
        <translation>这个神经元的权重</translation>
    </message>
    <message>
        <source>Image × weights of the unit</source>
        <translation>图像 × 这个神经元的权重</translation>
    </message>
</context>
<context>
    <name>UpdateScene</name>
    <message>
        <source>Weights before the update</source>
        <translation>更新之前的权重</translation>
    </message>
    <message>
        <source>The step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>Weights after the update</source>
        <translation>更新之后的权重</translation>
    </message>
    <message>
        <source>The step of the output layer: a row for each digit, a column for each unit</source>
        <translation>输出层的一步：每行一个数字，每列一个神经元</translation>
    </message>
    <message>
        <source>Images whose answer has changed</source>
        <translation>答案变了的图像</translation>
    </message>
    <message>
        <source>What it looks for, and which digits it speaks for</source>
        <translation>它在找什么，支持哪些数字</translation>
    </message>
    <message>
        <source>The loss along this step, and along longer and shorter ones</source>
        <translation>沿这一步，以及更长和更短的步子，损失怎样变化</translation>
    </message>
    <message>
        <source>A small step downhill</source>
        <translation>下坡的一小步</translation>
    </message>
    <message>
        <source>The step that is about to be</source>
        <translation>即将走的一步</translation>
    </message>
    <message>
        <source>#{unit} ({row}, {column}): {sum}</source>
        <translation>#{unit} ({row}, {column})：{sum}</translation>
    </message>
    <message>
        <source>unit {unit} ›</source>
        <translation>神经元 {unit} ›</translation>
    </message>
    <message>
        <source>before</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>step, drawn × {times}</source>
        <translation>这一步，放大 {times} 倍</translation>
    </message>
    <message>
        <source>then</source>
        <translation>将变成</translation>
    </message>
    <message>
        <source>Beside the weights the step is too small to be seen. So its colours stand for numbers {times} times as small.</source>
        <translation>与权重相比，这一步小得看不见。所以它的颜色表示的数是图例的 1/{times}。</translation>
    </message>
    <message>
        <source>{step}, in colours {times} times as strong to be seen; {step2}, {times2} times</source>
        <translation>{step}，颜色放大 {times} 倍才看得见；{step2} 放大 {times2} 倍</translation>
    </message>
    <message>
        <source>steps, {times} times as strong to be seen; W₂: {times2} times</source>
        <translation>步子的颜色放大 {times} 倍才看得见；W₂：{times2} 倍</translation>
    </message>
    <message>
        <source>× {times}; W₂ × {times2}</source>
        <translation>× {times}；W₂ × {times2}</translation>
    </message>
    <message>
        <source>{step}, in colours {times} times as strong to be seen</source>
        <translation>{step}，颜色放大 {times} 倍才看得见</translation>
    </message>
    <message>
        <source>No image changed its answer.</source>
        <translation>没有一张图像的答案改变。</translation>
    </message>
    <message>
        <source>Newly right: {better}. Newly wrong: {worse}.</source>
        <translation>由错变对：{better} 张。由对变错：{worse} 张。</translation>
    </message>
    <message>
        <source>The first {count}:</source>
        <translation>前 {count} 张：</translation>
    </message>
    <message>
        <source>How far should it go? ›</source>
        <translation>该走多远？›</translation>
    </message>
    <message>
        <source>Why did it rise? ›</source>
        <translation>为什么变大了？›</translation>
    </message>
    <message>
        <source>Why did it fall? ›</source>
        <translation>为什么变小了？›</translation>
    </message>
    <message>
        <source>A weight is about ±{weight}, its step ±{step}: {share} of it.</source>
        <translation>权重大约是 ±{weight}，这一步大约是 ±{step}：只有它的 {share}。</translation>
    </message>
    <message>
        <source>First the gradient must be known. Press ① and ②.</source>
        <translation>先要算出梯度。请按 ① 和 ②。</translation>
    </message>
    <message>
        <source>The step of each unit</source>
        <translation>每个神经元的步</translation>
    </message>
    <message>
        <source>Change η above and see, then press ③.</source>
        <translation>在上面改一改 η 看看，然后按 ③。</translation>
    </message>
    <message>
        <source>One step changes little: learning is many of them.</source>
        <translation>一步改变很少：学习就是走很多很多步。</translation>
    </message>
    <message>
        <source>unit {unit} to digit {digit}: {sum}</source>
        <translation>神经元 {unit} 到数字 {digit}：{sum}</translation>
    </message>
    <message>
        <source>after</source>
        <translation>更新后</translation>
    </message>
</context>
<context>
    <name>WayBack</name>
    <message>
        <source>One iteration back (←)</source>
        <translation>后退一次迭代（←）</translation>
    </message>
    <message>
        <source>Back to where the run stands (End)</source>
        <translation>回到训练现在的位置（End）</translation>
    </message>
    <message>
        <source>iteration {iteration} of {latest}</source>
        <translation>第 {iteration} 次迭代，共 {latest} 次</translation>
    </message>
    <message>
        <source>One back</source>
        <translation>后退一次</translation>
    </message>
    <message>
        <source>One on</source>
        <translation>前进一次</translation>
    </message>
    <message>
        <source>One iteration later</source>
        <translation>前进一次迭代</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Train on from this moment. What came after it stays as a line. ({keys})</source>
        <translation>从这一刻继续训练。之后的部分以曲线保留。（{keys}）</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>drag to go back</source>
        <translation>在曲线上拖动可以回看</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>measuring the accuracy</source>
        <translation>正在计算识别精度</translation>
    </message>
    <message>
        <source>computing the gradient</source>
        <translation>正在计算梯度</translation>
    </message>
    <message>
        <source>going back</source>
        <translation>正在回退</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>reading the images</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <source>reading or writing a file</source>
        <translation>正在读写文件</translation>
    </message>
    <message>
        <source>{text}: {percent}</source>
        <translation>{text}：{percent}</translation>
    </message>
</context>
<context>
    <name>WeightScene</name>
    <message>
        <source>Weights of the unit: click one to look at it</source>
        <translation>这个神经元的权重：点击一个来观察</translation>
    </message>
    <message>
        <source>All hidden units: click one to look at its weights</source>
        <translation>全部隐藏层神经元：点一个，看它的权重</translation>
    </message>
    <message>
        <source>The loss as this weight alone moves</source>
        <translation>只移动这个权重时的损失</translation>
    </message>
    <message>
        <source>loss of this batch</source>
        <translation>这一批的损失</translation>
    </message>
    <message>
        <source>Error of the central difference for each width h</source>
        <translation>每个 h 对应的中心差分误差</translation>
    </message>
    <message>
        <source>error of the slope</source>
        <translation>斜率的误差</translation>
    </message>
    <message>
        <source>What is a derivative?</source>
        <translation>什么是导数？</translation>
    </message>
    <message>
        <source>Pause the run to look at one weight.</source>
        <translation>先暂停训练，再看一个权重。</translation>
    </message>
    <message>
        <source>the book’s h</source>
        <translation>书中的 h</translation>
    </message>
    <message>
        <source>width h of the step</source>
        <translation>步的宽度 h</translation>
    </message>
    <message>
        <source>The loss is not a number here: no curve can be shown. Go back, or rewind.</source>
        <translation>这里的损失不是数：画不出曲线。请后退，或回到起点。</translation>
    </message>
    <message>
        <source>Press ① to draw a mini-batch: its loss is what moves.</source>
        <translation>请按 ① 抽取一个 mini-batch：变化的是它的损失。</translation>
    </message>
    <message>
        <source>Make h smaller: the thick line becomes the tangent, whose slope is the derivative. Where h is tiny, it drowns in rounding; between lies the best. Click a unit and one of its pixels for another weight.</source>
        <translation>把 h 变小：粗线就变成切线，它的斜率就是导数。h 太小时会淹没在舍入误差里，最好的在两者之间。点一个神经元和它的一个像素，就换一个权重。</translation>
    </message>
    <message>
        <source>Moving this weight alone: {share}</source>
        <translation>只移动这个权重：{share}</translation>
    </message>
    <message>
        <source>slope: tangent {slope}</source>
        <translation>斜率：切线 {slope}</translation>
    </message>
    <message>
        <source>w ± h {slope}</source>
        <translation>w ± h {slope}</translation>
    </message>
    <message>
        <source>unit {unit}, row {row}, column {column}</source>
        <translation>神经元 {unit}，第 {row} 行第 {column} 列</translation>
    </message>
    <message>
        <source>No image of the batch has ink there: this weight changes nothing.</source>
        <translation>这一批图像在那里都没有笔迹：这个权重不起作用。</translation>
    </message>
</context>
<context>
    <name>WhatNext</name>
    <message>
        <source>Write a 7, large. The bars say what your network takes it for.</source>
        <translation>写一个大大的 7。条形表示你的网络把它当成什么。</translation>
    </message>
    <message>
        <source>Try η 1</source>
        <translation>试试 η 1</translation>
    </message>
    <message>
        <source>η is 1 now. What will the loss do? Press Run and see.</source>
        <translation>现在 η 是 1。损失会怎样变化？按“运行”看看。</translation>
    </message>
    <message>
        <source>Try 10 hidden units</source>
        <translation>试试 10 个隐藏层神经元</translation>
    </message>
    <message>
        <source>Only 10 hidden units now. How well can so few read? Press Run and see.</source>
        <translation>现在只有 10 个隐藏层神经元。这么少，能识别得多好？按“运行”看看。</translation>
    </message>
    <message>
        <source>Try no hidden layer</source>
        <translation>试试无隐藏层</translation>
    </message>
    <message>
        <source>Each digit has one template of pixels now, no more. How well can that read? Press Run and see.</source>
        <translation>现在每个数字只有一个像素模板，再没有别的。这样能识别得多好？请按运行看看。</translation>
    </message>
    <message>
        <source>Try batch 10</source>
        <translation>试试批大小 10</translation>
    </message>
    <message>
        <source>Every step learns from 10 images now. How will the curve of the loss look? Press Run and see.</source>
        <translation>现在每一步只从 10 张图像学习。损失曲线会是什么样？按“运行”看看。</translation>
    </message>
    <message>
        <source>Try first weights of 0</source>
        <translation>试试初始权重 0</translation>
    </message>
    <message>
        <source>All hidden units begin alike now. Can they learn different things? Press Run and see.</source>
        <translation>现在所有隐藏层神经元一开始都一样。它们能学到不同的东西吗？按“运行”看看。</translation>
    </message>
    <message>
        <source>Try η 0.01</source>
        <translation>试试 η 0.01</translation>
    </message>
    <message>
        <source>η is 0.01 now. How far will it come? Press Run and see.</source>
        <translation>现在 η 是 0.01。它能走多远？按“运行”看看。</translation>
    </message>
    <message>
        <source>Try η {rate}</source>
        <translation>试试 η {rate}</translation>
    </message>
    <message>
        <source>η is {rate} now. What will the loss do? Press Run and see.</source>
        <translation>现在 η 是 {rate}。损失会怎样变化？按“运行”看看。</translation>
    </message>
    <message>
        <source>What next?</source>
        <translation>接下来？</translation>
    </message>
    <message>
        <source>Train {count} more</source>
        <translation>再训练 {count} 次</translation>
    </message>
    <message>
        <source>Go on with this run for as many iterations again (Space)</source>
        <translation>这次训练再继续同样多次迭代（空格）</translation>
    </message>
    <message>
        <source>Set it up in a new run; this one stays</source>
        <translation>在新的训练里设好；这次训练会保留</translation>
    </message>
    <message>
        <source>See its mistakes</source>
        <translation>看它的错误</translation>
    </message>
    <message>
        <source>Write a 7</source>
        <translation>写一个 7</translation>
    </message>
    <message>
        <source>Read all images that are new to it, and look at those that it misreads</source>
        <translation>读所有没学过的图像，看看读错了哪些</translation>
    </message>
    <message>
        <source>Clear the canvas, and see what your network makes of your own 7</source>
        <translation>清空画布，看你的网络怎样识别你写的 7</translation>
    </message>
</context>
<context>
    <name>WhyScene</name>
    <message>
        <source>The digit that is explained</source>
        <translation>要解释的数字</translation>
    </message>
    <message>
        <source>The digit that is explained: at first the one that is read</source>
        <translation>要解释的数字：一开始是识别出的那个</translation>
    </message>
    <message>
        <source>rather than</source>
        <translation>而不是</translation>
    </message>
    <message>
        <source>The digit that it is compared with</source>
        <translation>与之比较的数字</translation>
    </message>
    <message>
        <source>The digit that it is compared with: at first the one that comes next</source>
        <translation>与之比较的数字：一开始是排在第二的那个</translation>
    </message>
    <message>
        <source>As it is read</source>
        <translation>按识别结果</translation>
    </message>
    <message>
        <source>Compare what is read with what comes next, whichever digits that may be</source>
        <translation>把识别出的数字与排在第二的数字比较，不论它们是几</translation>
    </message>
    <message>
        <source>The units that speak for the one digit, and for the other</source>
        <translation>支持这个数字和那个数字的神经元</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>× image</source>
        <translation>× 图像</translation>
    </message>
    <message>
        <source>outer: weights; inner: × image</source>
        <translation>外：权重；内：× 图像</translation>
    </message>
    <message>
        <source>A score is a sum: here are the hidden units that part the two scores most. Each adds its activation × a weight: what it looks for, and where on the ink it found it.</source>
        <translation>得分是一个和：这里是把两个得分拉开最多的隐藏层神经元。每个加上激活值 × 权重：它在找什么，在笔迹的哪里找到了。</translation>
    </message>
    <message>
        <source>A score is a sum over the pixels: each digit adds its own weights × the ink. So the pixels decide, and nothing stands in between.</source>
        <translation>得分是对像素求的和：每个数字把自己的权重 × 笔迹加起来。所以直接由像素决定，中间没有别的。</translation>
    </message>
    <message>
        <source>Why {first} rather than {second}?</source>
        <translation>为什么是 {first}，而不是 {second}？</translation>
    </message>
    <message>
        <source>Why not {first}, but {second}?</source>
        <translation>为什么不是 {first}，而是 {second}？</translation>
    </message>
    <message>
        <source>ink × weights of {digit}</source>
        <translation>笔迹 × {digit} 的权重</translation>
    </message>
    <message>
        <source>Blue: ink there speaks for {first}. Orange: for {second}. Outlined: your ink.</source>
        <translation>蓝：那里的笔迹支持 {first}。橙：支持 {second}。线：你的笔迹。</translation>
    </message>
    <message>
        <source>the ink × all weights of {digit}: {sum}</source>
        <translation>笔迹 × {digit} 的全部权重：{sum}</translation>
    </message>
    <message>
        <source>After softmax, {first} and {second} are equally likely.</source>
        <translation>经过 softmax，{first} 和 {second} 的概率相同。</translation>
    </message>
    <message>
        <source>After softmax, {first} is e{total} ≈ {odds} times as likely as {second}.</source>
        <translation>经过 softmax，{first} 的可能性是 {second} 的 e{total} ≈ {odds} 倍。</translation>
    </message>
    <message>
        <source>What ink at each pixel speaks for</source>
        <translation>每个像素上的笔迹支持哪个数字</translation>
    </message>
    <message>
        <source>Where ink counts</source>
        <translation>哪里的笔迹起作用</translation>
    </message>
    <message>
        <source>The difference of the two scores, as a sum</source>
        <translation>两个得分之差，写成一个和</translation>
    </message>
    <message>
        <source>Why this answer?</source>
        <translation>为什么是这个答案？</translation>
    </message>
    <message>
        <source>for {digit}</source>
        <translation>支持 {digit}</translation>
    </message>
    <message>
        <source>these units for {digit}</source>
        <translation>以上支持 {digit} 的神经元</translation>
    </message>
    <message>
        <source>all other units ({count})</source>
        <translation>其余神经元（{count} 个）</translation>
    </message>
    <message>
        <source>the biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>score of {first} − score of {second}</source>
        <translation>{first} 的得分 − {second} 的得分</translation>
    </message>
    <message>
        <source>unit {unit}: activation {z} × (weight {for_} to {first} − weight {against} to {second}) = {sum}</source>
        <translation>神经元 {unit}：激活值 {z} ×（到 {first} 的权重 {for_} − 到 {second} 的权重 {against}）= {sum}</translation>
    </message>
    <message>
        <source>unit {unit}, row {row}, column {column}: ink {ink} × weight {weight} = {product}</source>
        <translation>神经元 {unit}，第 {row} 行第 {column} 列：笔迹 {ink} × 权重 {weight} = {product}</translation>
    </message>
    <message>
        <source>row {row}, column {column}: ink {ink}; ∂(score of {first} − score of {second}) / ∂ink = {slope}</source>
        <translation>第 {row} 行第 {column} 列：笔迹 {ink}；∂（{first} 的得分 − {second} 的得分）/∂笔迹 = {slope}</translation>
    </message>
    <message>
        <source>After softmax, {first} is more than a million times as likely as {second}.</source>
        <translation>经过 softmax，{first} 的可能性是 {second} 的一百万倍以上。</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Report on this run</source>
        <translation>这次训练的报告</translation>
    </message>
    <message>
        <source>What did you try, what came of it, and why? The report has your words first.</source>
        <translation>你试了什么，结果怎样，为什么？报告以你的话开头。</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>我自己的话</translation>
    </message>
</context>
<context>
    <name>Zoom</name>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>This screen has no room for anything larger.</source>
        <translation>屏幕放不下更大的显示了。</translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message>
        <source>With this optimizer each weight moves by about η, whatever its gradient. Weights are far smaller than that: try 0.001.</source>
        <translation>用这个优化器，不管梯度多大，每个权重每次都走大约 η。权重本身比这小得多：试试 0.001。</translation>
    </message>
    <message>
        <source>With a momentum of 1 or more nothing slows the velocity down: it grows and grows. 0.9 is usual.</source>
        <translation>动量为 1 或更大时，速度没有东西来减慢，会越来越大。通常取 0.9。</translation>
    </message>
    <message>
        <source>Momentum adds up the steps: in the long run each is 1 / (1 − momentum) times as far as η says. A smaller η goes with it.</source>
        <translation>动量会把每一步累加起来：时间长了，每步是 η 所说的 1 / (1 − momentum) 倍。要配小一些的 η。</translation>
    </message>
    <message>
        <source>η · λ is 1 or more: weight decay alone turns every weight round at each step.</source>
        <translation>η · λ 不小于 1：光是权值衰减，每一步就会让所有权重变号。</translation>
    </message>
    <message>
        <source>Softmax regression: the outputs weigh the pixels themselves. There are no hidden units, so activation and dropout have nothing to act on.</source>
        <translation>softmax 回归：输出直接给像素加权。没有隐藏层神经元，所以激活函数和 Dropout 不起作用。</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>mnistlab: stopped after {iterations} of {total} iterations; the weights so far are in {file}</source>
        <translation>mnistlab: 共 {total} 次迭代，在第 {iterations} 次之后停止；到此为止的权重已写入 {file}</translation>
    </message>
    <message>
        <source>Weights written to {file}</source>
        <translation>权重已写入 {file}</translation>
    </message>
    <message>
        <source>The program that repeats the run is written to {file}</source>
        <translation>重复这次训练的程序已写入 {file}</translation>
    </message>
    <message>
        <source>{iterations} iterations in {seconds} s; accuracy at the end: train {train}, validation {test}</source>
        <translation>{iterations} 次迭代，用时 {seconds} 秒；最终识别精度：训练 {train}，验证 {test}</translation>
    </message>
    <message>
        <source>{iterations} iterations in {seconds} s; accuracy at the end: train {train}, test {test}</source>
        <translation>{iterations} 次迭代，用时 {seconds} 秒；最终识别精度：训练 {train}，测试 {test}</translation>
    </message>
    <message>
        <source>mnistlab: stopped after {iterations} of {total} iterations; the run is kept as {name}</source>
        <translation>mnistlab：在 {total} 次迭代中的第 {iterations} 次后停止；训练已保存为 {name}</translation>
    </message>
    <message>
        <source>mnistlab: stopped after {epochs} of {total} epochs; the weights so far are in {file}</source>
        <translation>mnistlab: 共 {total} 个 epoch，在第 {epochs} 个之后停止；到此为止的权重已写入 {file}</translation>
    </message>
    <message>
        <source>mnistlab: interrupted</source>
        <translation>mnistlab: 已中断</translation>
    </message>
    <message>
        <source>Watch a two-layer network learn to read handwritten digits.</source>
        <translation>观看一个两层神经网络学习识别手写数字。</translation>
    </message>
    <message>
        <source>show the version and exit</source>
        <translation>显示版本号并退出</translation>
    </message>
    <message>
        <source>folder with the four MNIST files, plain or gzipped, instead of the set that is built in</source>
        <translation>存放四个 MNIST 文件（原样或 gzip 压缩）的文件夹，代替自带的数据集</translation>
    </message>
    <message>
        <source>open the window with the weights in this file</source>
        <translation>用此文件中的权重打开窗口</translation>
    </message>
    <message>
        <source>open the window with this lesson, or one in a folder or a zip</source>
        <translation>打开窗口并进入这一课，或文件夹、zip 中的课程</translation>
    </message>
    <message>
        <source>train without a window</source>
        <translation>不开窗口，直接训练</translation>
    </message>
    <message>
        <source>Train without a window; print the accuracy on training and test images at each epoch.</source>
        <translation>不开窗口直接训练；每个 epoch 输出一次训练图像和测试图像的识别精度。</translation>
    </message>
    <message>
        <source>{name}: {about} (default {default})</source>
        <translation>{name}：{about}（默认 {default}）</translation>
    </message>
    <message>
        <source>turn digits that lie on their side, as EMNIST’s do</source>
        <translation>把横躺的数字转正（EMNIST 的数字就是这样）</translation>
    </message>
    <message>
        <source>make digits that are dark on light light on dark, as MNIST’s are</source>
        <translation>把浅底深字的数字变成深底浅字，与 MNIST 一样</translation>
    </message>
    <message>
        <source>train the built-in network: best (takes a while)</source>
        <translation>训练自带的网络：best（需要一些时间）</translation>
    </message>
    <message>
        <source>open the window with a lesson, an experiment, reports or runs in this file; FILE alone does, too</source>
        <translation>打开窗口，并打开这个文件里的课程、实验、学习者的报告或训练；只写 FILE 也可以</translation>
    </message>
    <message>
        <source>write the trained weights to this file</source>
        <translation>把训练好的权重写入此文件</translation>
    </message>
    <message>
        <source>write a program that repeats the run, where mnistlab is not installed too</source>
        <translation>写出一个重复这次训练的程序，没有安装 mnistlab 也能运行</translation>
    </message>
    <message>
        <source>keep the run, under this name, in the library that the window shows</source>
        <translation>以此名称保存训练，窗口中也能看到</translation>
    </message>
    <message>
        <source>go on with a kept run, or with one in a file (.mnistlab), bit for bit</source>
        <translation>继续保存的训练，或文件（.mnistlab）中的训练，结果逐位相同</translation>
    </message>
    <message>
        <source>begin with the weights in this file</source>
        <translation>从该文件中的权重开始</translation>
    </message>
    <message>
        <source>list the runs that are kept; export, import, rename or delete them</source>
        <translation>列出保存的训练，或导出、导入、改名、删除</translation>
    </message>
    <message>
        <source>a file of runs (.mnistlab)</source>
        <translation>保存训练的文件（.mnistlab）</translation>
    </message>
    <message>
        <source>the name of a run, or the beginning of its key</source>
        <translation>训练的名称，或编号的开头</translation>
    </message>
    <message>
        <source>list them, the latest first</source>
        <translation>列出，最新的在前</translation>
    </message>
    <message>
        <source>write runs to a file: .mnistlab with all of them, or .csv with their numbers</source>
        <translation>把训练写入文件：.mnistlab 含全部内容，.csv 只含数值</translation>
    </message>
    <message>
        <source>the file to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>keep the runs in a file, too</source>
        <translation>把文件中的训练也保存下来</translation>
    </message>
    <message>
        <source>give a run another name</source>
        <translation>给训练改名</translation>
    </message>
    <message>
        <source>its new name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>delete runs for good</source>
        <translation>彻底删除训练</translation>
    </message>
    <message>
        <source>do an experiment of a book, and print what comes out beside what the book reports</source>
        <translation>做一个书上的实验，把结果和书上的数值并排输出</translation>
    </message>
    <message>
        <source>the experiment, or a file of your own (.toml); without it, all are listed</source>
        <translation>实验的名字，或自己的文件（.toml）；不写则列出全部</translation>
    </message>
    <message>
        <source>do it with so many seeds, one after the other (default 1)</source>
        <translation>用这么多个随机种子各做一遍（默认 1）</translation>
    </message>
    <message>
        <source>do so many runs at once (default: one for each core)</source>
        <translation>同时进行这么多次训练（默认每个核一次）</translation>
    </message>
    <message>
        <source>write all losses and accuracies to this file</source>
        <translation>把全部损失和识别精度写入此文件</translation>
    </message>
    <message>
        <source>go through the values of a setting, such as learning_rate=0.01..1/5; at most two</source>
        <translation>遍历一个设置的多个值，例如 learning_rate=0.01..1/5；最多两个</translation>
    </message>
    <message>
        <source>begin more than 1,000 runs, too</source>
        <translation>超过 1,000 次训练也开始</translation>
    </message>
    <message>
        <source>list the lessons; write, check, pack and print your own; gather what a class answered</source>
        <translation>列出课程；编写、检查、打包、打印自己的课程；汇总全班的回答</translation>
    </message>
    <message>
        <source>list the lessons that come with the program</source>
        <translation>列出程序自带的课程</translation>
    </message>
    <message>
        <source>make a folder with a small lesson to begin from</source>
        <translation>建一个文件夹，里面有一堂可以修改的小课</translation>
    </message>
    <message>
        <source>the folder, which is not there yet</source>
        <translation>还不存在的文件夹</translation>
    </message>
    <message>
        <source>say what is wrong with a lesson, and where</source>
        <translation>指出课程哪里有错</translation>
    </message>
    <message>
        <source>make one file of a lesson, which a double click opens</source>
        <translation>把一课打成一个双击就能打开的文件</translation>
    </message>
    <message>
        <source>write an exercise sheet to print</source>
        <translation>写出可以打印的练习</translation>
    </message>
    <message>
        <source>the name of a lesson, or a folder or a zip</source>
        <translation>课程的名字，或文件夹、zip</translation>
    </message>
    <message>
        <source>its language (default: the system’s)</source>
        <translation>用哪种语言（默认：系统的）</translation>
    </message>
    <message>
        <source>print how a class answered, from the reports of its learners</source>
        <translation>根据学习者的报告，显示全班的回答</translation>
    </message>
    <message>
        <source>reports of learners</source>
        <translation>学习者的报告</translation>
    </message>
    <message>
        <source>write all answers to this file</source>
        <translation>把所有回答写入这个文件</translation>
    </message>
    <message>
        <source>write the names, too, that learners have typed</source>
        <translation>也写出学习者填的名字</translation>
    </message>
    <message>
        <source>The quiz: how many think so, before and after</source>
        <translation>测验：课前和课后各有多少人这样想</translation>
    </message>
    <message>
        <source>a folder or a zip with a lesson</source>
        <translation>装有课程的文件夹或 zip</translation>
    </message>
    <message>
        <source>Numbers written to {file}</source>
        <translation>数值已写入 {file}</translation>
    </message>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>train at the end</source>
        <translation>最后：训练数据</translation>
    </message>
    <message>
        <source>test at the end</source>
        <translation>最后：测试数据</translation>
    </message>
    <message>
        <source>validation at the end</source>
        <translation>最后：验证图像</translation>
    </message>
    <message>
        <source>what</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>at</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>book</source>
        <translation>书上</translation>
    </message>
    <message>
        <source>here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>80 % of the seeds</source>
        <translation>80 % 的随机种子</translation>
    </message>
    <message>
        <source>Runs: {runs}. Computing: {seconds} s.</source>
        <translation>共训练 {runs} 次，计算用了 {seconds} 秒。</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>{text} Holds in {count} of {of}.</source>
        <translation>{text}（{of} 次中有 {count} 次成立）</translation>
    </message>
    <message>
        <source>Source of the book’s values: {source}.</source>
        <translation>书上数值的来源：{source}。</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>识别精度</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>在内</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>在外</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试数据</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>A lesson is in {folder}. README.md there says how to go on.</source>
        <translation>{folder} 里有一课了。接下来怎么做，见其中的 README.zh.md。</translation>
    </message>
    <message>
        <source>{folder}: no fault found. {steps} steps in {languages}.</source>
        <translation>{folder}：没有发现错误。共 {steps} 步，语言：{languages}。</translation>
    </message>
    <message>
        <source>Reports: {count}</source>
        <translation>{count} 份报告</translation>
    </message>
    <message>
        <source>Kept from now on: {names}</source>
        <translation>已保存：{names}</translation>
    </message>
    <message>
        <source>Written to {file}: {names}</source>
        <translation>已写入 {file}：{names}</translation>
    </message>
    <message>
        <source>Deleted: {names}</source>
        <translation>已删除：{names}</translation>
    </message>
    <message>
        <source>Kept as {name}. To go on with it: mnistlab train --resume={quoted} --iterations N</source>
        <translation>已保存为 {name}。要继续：mnistlab train --resume={quoted} --iterations N</translation>
    </message>
    <message>
        <source>No runs are kept yet. The window keeps every run; so does mnistlab train --keep NAME.</source>
        <translation>还没有保存的训练。窗口会保存每次训练；命令行用 mnistlab train --keep 名称。</translation>
    </message>
    <message>
        <source>key</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoch</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>There is no folder {folder}. Choose the folder that holds the four MNIST files.</source>
        <translation>文件夹 {folder} 不存在。请选择存放四个 MNIST 文件的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is a file, not a folder. Choose the folder that holds the four MNIST files.</source>
        <translation>{folder} 是文件，不是文件夹。请选择存放四个 MNIST 文件的文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} has neither {file} nor {file}.gz. Put the four MNIST files into one folder and open that.</source>
        <translation>文件夹 {folder} 中既没有 {file}，也没有 {file}.gz。请把四个 MNIST 文件放进同一个文件夹再打开。</translation>
    </message>
    <message>
        <source>{file} is a folder or a device, not a file. Put the MNIST file of that name in its place.</source>
        <translation>{file} 是文件夹或设备，不是文件。请换成同名的 MNIST 文件。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Check that it is there and that you may read it.</source>
        <translation>无法读取 {file}：{reason}。请确认文件存在并且有读取权限。</translation>
    </message>
    <message>
        <source>{file} is named .gz, but is not a gzip file. Copy or download it again; if it is not compressed, take the .gz off its name.</source>
        <translation>{file} 的名字以 .gz 结尾，但不是 gzip 文件。请重新复制或下载；如果它没有压缩，请去掉 .gz。</translation>
    </message>
    <message>
        <source>{file} is damaged or cut short and cannot be unpacked. Copy or download it again.</source>
        <translation>{file} 已损坏或不完整，无法解压。请重新复制或下载。</translation>
    </message>
    <message>
        <source>{file} is cut short: an IDX file begins with a header of {expected} bytes, but this one ends after {found}. Copy or download it again.</source>
        <translation>{file} 不完整：IDX 文件的文件头有 {expected} 字节，它只有 {found} 字节。请重新复制或下载。</translation>
    </message>
    <message>
        <source>{file} is packed twice. Unpack it once, and put what comes out in its place.</source>
        <translation>{file} 压缩了两次。请解压一次，并用得到的文件替换它。</translation>
    </message>
    <message>
        <source>{file} is another kind of IDX file: it holds {found} dimensions, and {expected} is needed. Use the file of MNIST that has this name.</source>
        <translation>{file} 是另一种 IDX 文件：它是 {found} 维，而需要的是 {expected} 维。请使用 MNIST 中这个名称的文件。</translation>
    </message>
    <message>
        <source>{file} is of the kind {found}, not an IDX file. Put the file of MNIST that has this name in its place.</source>
        <translation>{file} 是 {found} 类型的文件，不是 IDX 文件。请换上 MNIST 的同名文件。</translation>
    </message>
    <message>
        <source>{file} is an IDX file whose bytes are in the other order (little-endian). Write the numbers of its header with the highest byte first, or use the file of MNIST that has this name.</source>
        <translation>{file} 是 IDX 文件，但字节顺序相反（小端）。请把文件头中的数改写成高位字节在前，或使用 MNIST 的同名文件。</translation>
    </message>
    <message>
        <source>The folder {folder} has {found}, a form of data that is not opened here. Open a folder with the four MNIST files, or one with the images as PNG, in folders named 0 to 9.</source>
        <translation>文件夹 {folder} 中有 {found}，这种形式的数据不能在这里打开。请打开含四个 MNIST 文件的文件夹，或把图像存成 PNG、放在名为 0 到 9 的文件夹里再打开。</translation>
    </message>
    <message>
        <source>The folder {folder} has {found}, but not the four MNIST files. Unpack it, and open the folder that comes out.</source>
        <translation>文件夹 {folder} 中有 {found}，但没有四个 MNIST 文件。请解压它，再打开得到的文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} has {found}, which holds letters, not only digits. Use EMNIST’s “digits” or “mnist”.</source>
        <translation>文件夹 {folder} 中有 {found}，其中不只有数字，还有字母。请使用 EMNIST 的“digits”或“mnist”。</translation>
    </message>
    <message>
        <source>The folder {folder} has {found}, but not {file} or {file}.gz. Put the four MNIST files into one folder, under their own names, and open that.</source>
        <translation>文件夹 {folder} 中有 {found}，但没有 {file} 或 {file}.gz。请把四个 MNIST 文件以原名放入一个文件夹，再打开它。</translation>
    </message>
    <message>
        <source>{file} is no PNG that can be read here ({reason}). Save the pictures as PNG with 8 bits a pixel, in folders named 0 to 9.</source>
        <translation>{file} 不是这里能读取的 PNG（{reason}）。请把图片存为每像素 8 位的 PNG，放在名为 0 到 9 的文件夹里。</translation>
    </message>
    <message>
        <source>The folder {folder} has pictures in {found}, a name that says no digit from 0 to 9. Rename that folder, or take it out.</source>
        <translation>文件夹 {folder} 的 {found} 里有图片，但这个名字说不出 0 到 9 的哪个数字。请给该文件夹改名，或把它移走。</translation>
    </message>
    <message>
        <source>The folder {folder} has pictures, but not in folders by their digit. Put those of each digit into a folder named 0 to 9, and open the folder that holds these ten.</source>
        <translation>文件夹 {folder} 里有图片，但没有按数字分文件夹。请把每个数字的图片各放进名为 0 到 9 的文件夹，再打开包含这十个文件夹的文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} has {found} pictures; this program takes at most {expected}.</source>
        <translation>文件夹 {folder} 中有 {found} 张图片；本程序最多接受 {expected} 张。</translation>
    </message>
    <message>
        <source>{file} is not an MNIST file: it starts with the number {found}, not with {expected}. Copy or download it again.</source>
        <translation>{file} 不是 MNIST 文件：开头的数是 {found}，应为 {expected}。请重新复制或下载。</translation>
    </message>
    <message>
        <source>{file} holds labels where images belong. Check that the two files are not swapped.</source>
        <translation>{file} 里应当是图像，却是标签。请检查两个文件是否放反了。</translation>
    </message>
    <message>
        <source>{file} holds images where labels belong. Check that the two files are not swapped.</source>
        <translation>{file} 里应当是标签，却是图像。请检查两个文件是否放反了。</translation>
    </message>
    <message>
        <source>The images in {file} are {found} pixels; this program needs {expected}. Choose another data set.</source>
        <translation>{file} 中的图像是 {found} 像素，本程序需要 {expected}。请换一个数据集。</translation>
    </message>
    <message>
        <source>{file} holds no images at all. Choose another data set.</source>
        <translation>{file} 中没有图像。请换一个数据集。</translation>
    </message>
    <message>
        <source>{file} holds no labels at all. Choose another data set.</source>
        <translation>{file} 中没有标签。请换一个数据集。</translation>
    </message>
    <message>
        <source>{file} is cut short: its header promises {expected} bytes of data, but it holds {found}. Copy or download it again.</source>
        <translation>{file} 不完整：文件头声明有 {expected} 字节数据，实际只有 {found} 字节。请重新复制或下载。</translation>
    </message>
    <message>
        <source>{file} holds more than the {expected} bytes of data that its header promises. Copy or download it again.</source>
        <translation>{file} 的数据多于文件头声明的 {expected} 字节。请重新复制或下载。</translation>
    </message>
    <message>
        <source>{file} promises {found} bytes of data; this program takes at most {expected}. Choose a smaller set.</source>
        <translation>{file} 声明有 {found} 字节数据，本程序最多接受 {expected} 字节。请换一个小一些的数据集。</translation>
    </message>
    <message>
        <source>{file} has the label {found}; labels must be 0 to {expected}. Choose another data set.</source>
        <translation>{file} 中有标签 {found}，标签必须是 0 到 {expected}。请换一个数据集。</translation>
    </message>
    <message>
        <source>{images} holds {image_count} images, but {labels} holds {label_count} labels. Use files that belong together.</source>
        <translation>{images} 中有 {image_count} 张图像，而 {labels} 中有 {label_count} 个标签。请使用配套的文件。</translation>
    </message>
    <message>
        <source>{field} must be {expected}, but {found} was given.</source>
        <translation>{field} 应为 {expected}，却是 {found}。</translation>
    </message>
    <message>
        <source>No images are loaded yet. Open a folder with the four MNIST files first.</source>
        <translation>还没有载入图像。请先打开存放四个 MNIST 文件的文件夹。</translation>
    </message>
    <message>
        <source>{field} must be {low} to {high}, but {given} was given.</source>
        <translation>“{field}”必须在 {low} 到 {high} 之间，给出的是 {given}。</translation>
    </message>
    <message>
        <source>{field} must be {low} to {high}, but {given} was given. {why}</source>
        <translation>{field} 必须在 {low} 到 {high} 之间，给出的却是 {given}。{why}</translation>
    </message>
    <message>
        <source>Dropout silences other units in each loss, so a numerical gradient would compare different networks. Set dropout to 0, or the gradient to backprop.</source>
        <translation>Dropout 每次算损失都去掉不同的神经元，数值微分比较的就是不同的网络了。请把 Dropout 设为 0，或者用反向传播求梯度。</translation>
    </message>
    <message>
        <source>A numerical gradient of {images} images would take about {seconds} s for each step. Set the gradient to backprop, or the mini-batch to {most} images or fewer.</source>
        <translation>对 {images} 张图像作数值微分，每一步约需 {seconds} 秒。请把梯度改为反向传播，或把 mini-batch 改为 {most} 张以内。</translation>
    </message>
    <message>
        <source>Batch normalisation takes the means of a whole mini-batch at once, so that can have at most {most} images. Set the mini-batch or the training images to {most} or fewer.</source>
        <translation>Batch Normalization 要同时对整个 mini-batch 求平均，所以最多 {most} 张图像。请把 mini-batch 或训练图像改为 {most} 张以内。</translation>
    </message>
    <message>
        <source>{validation} of {images} training images kept for validation leave none to learn from. Keep fewer apart.</source>
        <translation>{images} 张训练图像里留出 {validation} 张作验证，就没有图像可学了。请少留一些。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from {low} to {high}, but {given} was given.</source>
        <translation>“{field}”必须是 {low} 到 {high} 之间的整数，给出的是 {given}。</translation>
    </message>
    <message>
        <source>{field} must be {low} to {high}, but “{given}” is no number.</source>
        <translation>“{field}”必须在 {low} 到 {high} 之间，而“{given}”不是数。</translation>
    </message>
    <message>
        <source>{field} could be {one} or {other}, where “{given}” was given. Give one of them without a sign at the thousands.</source>
        <translation>“{field}”给出的是“{given}”：可能是 {one}，也可能是 {other}。请写其中一个，不要写千位分隔符。</translation>
    </message>
    <message>
        <source>{field} must be one of {choices}, but {given} was given.</source>
        <translation>“{field}”必须是 {choices} 之一，给出的是 {given}。</translation>
    </message>
    <message>
        <source>With a fresh shuffle each epoch the mini-batch can be at most the {images} training images, but {given} was given.</source>
        <translation>每个 epoch 打乱时，mini-batch 不能超过训练图像的总数 {images}，给出的是 {given}。</translation>
    </message>
    <message>
        <source>{option} is given twice. Give it once.</source>
        <translation>{option} 给了两次。请只给一次。</translation>
    </message>
    <message>
        <source>{option} has no effect on “{command}”. Leave it out.</source>
        <translation>{option} 对“{command}”不起作用。请去掉它。</translation>
    </message>
    <message>
        <source>{option} has an effect only with {needed}. Leave it out, or add that.</source>
        <translation>{option} 只有与 {needed} 一起才起作用。请去掉它，或加上后者。</translation>
    </message>
    <message>
        <source>{option} needs a value. Give one, or leave it out.</source>
        <translation>{option} 需要一个值。请给出它，或去掉该选项。</translation>
    </message>
    <message>
        <source>{name} is empty. Give it a value.</source>
        <translation>{name} 是空的。请填写。</translation>
    </message>
    <message>
        <source>{option} goes with an experiment. Name one, such as {example}.</source>
        <translation>{option} 要与一个实验一起使用。请写出实验的名称，例如 {example}。</translation>
    </message>
    <message>
        <source>{option} is fixed by the recipe. Leave it out, or --recipe.</source>
        <translation>{option} 由 --recipe 决定。请去掉其中一个。</translation>
    </message>
    <message>
        <source>{option} goes with a recipe only. Leave it out, or add --recipe best.</source>
        <translation>{option} 只能和 --recipe 一起用。请去掉它，或加上 --recipe best。</translation>
    </message>
    <message>
        <source>There is no experiment {name}. The nearest is {near}. mnistlab experiment lists all; a file of your own ends in .toml.</source>
        <translation>没有实验 {name}。最接近的是 {near}。mnistlab experiment 列出全部实验；自己写的文件以 .toml 结尾。</translation>
    </message>
    <message>
        <source>{file} is not a file of an experiment (TOML): {reason}. Mend that place.</source>
        <translation>{file} 不是实验文件（TOML）：{reason}。请改正那个地方。</translation>
    </message>
    <message>
        <source>{file} has more than {most} bytes, which no experiment needs. Choose another file.</source>
        <translation>{file} 超过 {most} 字节，没有实验需要这么大。请选择别的文件。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} cannot be {found}. Expected is {expected}. Mend that line.</source>
        <translation>{file} 第 {line} 行：{name} 不能是 {found}。应为 {expected}。请改正这一行。</translation>
    </message>
    <message>
        <source>{file}, line {line}: there is no entry {name} here. Expected is {expected}.</source>
        <translation>{file} 第 {line} 行：这里没有 {name} 这一项。应为 {expected}。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} stands beside {other}, and an experiment has one of the two. Delete one of them.</source>
        <translation>{file} 第 {line} 行：{name} 和 {other} 同时出现，而一个实验只能有其中之一。请删去一个。</translation>
    </message>
    <message>
        <source>{file}, line {line}: the entry {name} is missing. Write {name} = {expected}.</source>
        <translation>{file} 第 {line} 行：缺少 {name} 这一项。请写上 {name} = {expected}。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {why} Mend that line.</source>
        <translation>请改正 {file} 第 {line} 行：{why}</translation>
    </message>
    <message>
        <source>“{given}” could be one value or several. Write {one}, or with semicolons {several}.</source>
        <translation>“{given}”可能是一个值，也可能是几个。请写成 {one}，或用分号写成 {several}。</translation>
    </message>
    <message>
        <source>A range has from 2 to {most} values, but {given} was given.</source>
        <translation>一个范围有 2 到 {most} 个值，给出的却是 {given}。</translation>
    </message>
    <message>
        <source>A range from {given} to {other} has one value. Give two ends that differ.</source>
        <translation>从 {given} 到 {other} 的范围只有一个值。请给出两个不同的端点。</translation>
    </message>
    <message>
        <source>{name} could not be done to its end: {reason}. What was done of it stays.</source>
        <translation>{name} 没能做完：{reason}。已经做完的部分会保留。</translation>
    </message>
    <message>
        <source>{option} must be a whole number from 1 to {most}, but {given} was given.</source>
        <translation>{option} 必须是 1 到 {most} 的整数，但给出的是 {given}。</translation>
    </message>
    <message>
        <source>There is no lesson {name}. The nearest is {near}. mnistlab lesson lists all; one of your own is a folder or a zip.</source>
        <translation>没有课程 {name}。最接近的是 {near}。mnistlab lesson 列出全部课程；自己写的课程是一个文件夹或 zip 文件。</translation>
    </message>
    <message>
        <source>{folder} has no {file}. A lesson is a folder or a zip with that file in it.</source>
        <translation>{folder} 中没有 {file}。课程是含有这个文件的文件夹或 zip。</translation>
    </message>
    <message>
        <source>{folder} has no {file}. A lesson has its words in that file, a section for each step.</source>
        <translation>{folder} 中没有 {file}。课程的文字写在这个文件里，每一步一节。</translation>
    </message>
    <message>
        <source>{file} holds more than {most} MB. Take out what a lesson does not need.</source>
        <translation>{file} 超过 {most} MB。请去掉课程用不着的内容。</translation>
    </message>
    <message>
        <source>{file} reaches outside itself with {name}. Pack the folder of the lesson anew.</source>
        <translation>{file} 中的 {name} 指向它自身之外。请重新打包课程的文件夹。</translation>
    </message>
    <message>
        <source>{file} is a link that leads out of the lesson. Put the file itself in its place.</source>
        <translation>{file} 是指向课程之外的链接。请换成文件本身。</translation>
    </message>
    <message>
        <source>{file} is no zip, or a damaged one. Pack the folder of the lesson anew.</source>
        <translation>{file} 不是 zip 文件，或已损坏。请重新打包课程的文件夹。</translation>
    </message>
    <message>
        <source>{file} is not in the form of TOML: {reason}. Mend that place.</source>
        <translation>{file} 不符合 TOML 格式：{reason}。请改正那个地方。</translation>
    </message>
    <message>
        <source>{file} has {found} pictures, and at most {most} are taken. Take some out.</source>
        <translation>{file} 里有 {found} 张图片，最多 {most} 张。请拿掉一些。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {why}</source>
        <translation>{file} 第 {line} 行：{why}</translation>
    </message>
    <message>
        <source>There is no file or folder {file}. Check its name, and the folder it is in.</source>
        <translation>没有文件或文件夹 {file}。请检查它的名称和所在的文件夹。</translation>
    </message>
    <message>
        <source>{folder} is already there, and nothing is written over it. Name another folder.</source>
        <translation>{folder} 已经存在，不会覆盖。请换一个文件夹。</translation>
    </message>
    <message>
        <source>These are no reports of learners, and are left out: {files}.</source>
        <translation>这些不是学习者的报告，没有算进去：{files}。</translation>
    </message>
    <message>
        <source>{file} is no report of a learner. Choose files that mnistlab has written as reports.</source>
        <translation>{file} 不是学习者的报告。请选择 mnistlab 写出的报告。</translation>
    </message>
    <message>
        <source>{file} is not a weights file (.npz with W1, b1, W2, b2, or .safetensors): {reason}. Choose one that mnistlab saved, or one of your own: numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2).</source>
        <translation>{file} 不是权重文件（含 W1、b1、W2、b2 的 .npz，或 .safetensors）：{reason}。请选择 mnistlab 保存的文件，或自己的文件：numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2)。</translation>
    </message>
    <message>
        <source>{name} in {file} has the shape {found}, but this network needs {expected}. Choose weights of a 784-H-10 network.</source>
        <translation>{file} 中 {name} 的形状是 {found}，本网络需要 {expected}。请选择 784-H-10 网络的权重。</translation>
    </message>
    <message>
        <source>{file} holds the weights of a network without a hidden layer; this one has one. Choose other weights.</source>
        <translation>{file} 中是没有隐藏层的网络的权重，而这个网络有隐藏层。请选择别的权重。</translation>
    </message>
    <message>
        <source>{file} names the activation {found}; known are {expected}. Choose weights that were saved here.</source>
        <translation>{file} 写的激活函数是 {found}；可用的有 {expected}。请选择在这里保存的权重。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another folder or file name.</source>
        <translation>无法写入 {file}：{reason}。请换一个文件夹或文件名。</translation>
    </message>
    <message>
        <source>{file} names a folder, not a file. Name a file in it, such as {example}.</source>
        <translation>{file} 是文件夹，不是文件。请指定其中的一个文件，例如 {example}。</translation>
    </message>
    <message>
        <source>This run has had a mistake in its gradient, and a program without it would not repeat the run. Switch the mistake off and rewind; then the run can be exported.</source>
        <translation>这次训练的梯度中有过一个错误，不含这个错误的程序无法重现它。请关掉错误并回到起点，然后再导出。</translation>
    </message>
    <message>
        <source>Your digits in {file} cannot be read: {reason}. The file is kept as {aside}, and a new collection begins.</source>
        <translation>无法读取 {file} 中你的数字：{reason}。该文件已保留为 {aside}，现在重新开始收集。</translation>
    </message>
    <message>
        <source>{expected} digits of yours are collected: there is no room for more. Export them, or delete some.</source>
        <translation>已收集你的 {expected} 个数字，放不下更多了。请导出，或删除一些。</translation>
    </message>
    <message>
        <source>There are {found} digits of yours, and a data set needs at least {expected}: one to train on and one to test with. Draw some more first.</source>
        <translation>你只有 {found} 个数字，而数据集至少需要 {expected} 个：一个训练，一个测试。请先多写几个。</translation>
    </message>
    <message>
        <source>{file} is already there, and nothing is written over it. Choose an empty folder.</source>
        <translation>{file} 已经存在，不会被覆盖。请选择一个空文件夹。</translation>
    </message>
    <message>
        <source>{file} was moved, replaced or damaged in the meantime. Nothing was changed in it; do it once more.</source>
        <translation>{file} 在此期间被移动、替换或损坏了。其中没有任何改动，请再做一次。</translation>
    </message>
    <message>
        <source>{file} was written by a newer mnistlab, and is left as it is. Runs, digits and answers are kept only until the program ends. Update this program, or open the file with that version.</source>
        <translation>{file} 是更新版本的 mnistlab 写的，没有动它。运行、数字和回答只保留到程序结束。请更新本程序，或用那个版本打开。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. The file is kept as {aside}; {found} of its runs could be read, and are in a new library.</source>
        <translation>无法读取 {file}：{reason}。原文件改名为 {aside} 留着；其中 {found} 次训练还能读出，已放进新的文件。</translation>
    </message>
    <message>
        <source>{file} was written by a newer mnistlab, and is left as it is. Open it with that version, or update this one.</source>
        <translation>{file} 是更新版本的 mnistlab 写的，没有动它。请用那个版本打开，或更新本程序。</translation>
    </message>
    <message>
        <source>{file} was not written, because it took too long after the window was closed. Save again, and close the window only when it is said to be saved.</source>
        <translation>{file} 没有写入，因为窗口关闭以后，写入所需的时间太长。请再保存一次，等到提示已保存再关闭窗口。</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: “{found}” could be {one} or {other}. Write it without a sign at the thousands.</source>
        <translation>{file} 第 {line} 行第 {column} 列的“{found}”可能是 {one}，也可能是 {other}。请不要写千位分隔符。</translation>
    </message>
    <message>
        <source>{file} has more than {most} numbers. Leave in it what you want to see.</source>
        <translation>{file} 中的数超过 {most} 个。请只留下想看的内容。</translation>
    </message>
    <message>
        <source>{file} has the format {found}, which is not read here. Save it as PNG or JPEG, and open that.</source>
        <translation>{file} 的格式是 {found}，这里读不了。请存成 PNG 或 JPEG，再打开。</translation>
    </message>
    <message>
        <source>{file} has {found} MB, and images of up to {most} MB are read. Make it smaller, and open it again.</source>
        <translation>{file} 有 {found} MB，而最多能读 {most} MB 的图片。请把它缩小后再打开。</translation>
    </message>
    <message>
        <source>{file} has lines on the paper that are as dark as the digit, so they cannot be told from it. Write on blank paper, or with a thicker pen.</source>
        <translation>{file} 中纸上的线与数字一样深，无法区分。请写在白纸上，或换更粗的笔。</translation>
    </message>
    <message>
        <source>{file} is an address, not a file, and mnistlab fetches nothing. Save the image to a file, and open that.</source>
        <translation>{file} 是一个网址，不是文件，而 mnistlab 不从网上读取任何东西。请先把图像存成文件，再打开它。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or ask for less, such as fewer hidden units or a smaller mini-batch.</source>
        <translation>内存不够。请关闭别的程序，或者减少所需的内存，例如用更少的隐藏层神经元或更小的 mini-batch。</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: its smoothed loss has grown from {first} to {loss} and does not fall. The learning rate {learning_rate} is too large for this network: its steps went past the valley that they aimed for. Try a smaller one, such as {smaller}.</source>
        <translation>训练在第 {iteration} 次迭代停止：平滑后的损失从 {first} 升到了 {loss}，而且没有下降。对这个网络来说，学习率 {learning_rate} 太大了：步子越过了谷底。请换一个小一些的学习率，例如 {smaller}。</translation>
    </message>
    <message>
        <source>The runs in {file} cannot be read: {reason}. The file is left as it is, and runs are kept only until the program ends. Move the file away, and start mnistlab again.</source>
        <translation>{file} 里保存的训练读不出来：{reason}。文件没有动；现在的训练只保留到程序结束。请把该文件移走，再重新启动 mnistlab。</translation>
    </message>
    <message>
        <source>{file} is not a file of runs (.mnistlab): {reason}. Choose a file that mnistlab saved.</source>
        <translation>{file} 不是保存训练的文件（.mnistlab）：{reason}。请选择 mnistlab 保存的文件。</translation>
    </message>
    <message>
        <source>{file} holds {found} runs; at most {expected} can be opened. Save fewer into one file.</source>
        <translation>{file} 里有 {found} 次训练，最多只能打开 {expected} 次。请在一个文件里少存一些。</translation>
    </message>
    <message>
        <source>{file} holds no runs. Choose another file.</source>
        <translation>{file} 里没有训练。请选择别的文件。</translation>
    </message>
    <message>
        <source>There is no run named {name}. The command “mnistlab runs” lists those that are kept.</source>
        <translation>没有名为 {name} 的训练。命令“mnistlab runs”会列出保存的训练。</translation>
    </message>
    <message>
        <source>{found} runs are named {name}. Say which by its key, which “mnistlab runs” lists.</source>
        <translation>有 {found} 次训练都叫 {name}。请用“mnistlab runs”列出的编号指明是哪一次。</translation>
    </message>
    <message>
        <source>{file} holds several runs: {names}. Say which, such as {example}.</source>
        <translation>{file} 里有多次训练：{names}。请指明是哪一次，例如 {example}。</translation>
    </message>
    <message>
        <source>{option} is fixed by the weights in the file. Leave it out, or --weights.</source>
        <translation>{option} 由文件中的权重决定。请去掉它，或去掉 --weights。</translation>
    </message>
    <message>
        <source>{file} is the library itself. Choose another file.</source>
        <translation>{file} 就是保存所有训练的文件。请选择别的文件。</translation>
    </message>
    <message>
        <source>The run {name} has done all of its {iterations} iterations. Ask for more, such as --iterations {more}.</source>
        <translation>训练 {name} 的 {iterations} 次迭代已全部做完。要继续就多要一些，例如 --iterations {more}。</translation>
    </message>
    <message>
        <source>What is kept of the run {name} is damaged, and it cannot be opened. No other run is touched.</source>
        <translation>保存的训练 {name} 已损坏，无法打开。其他训练不受影响。</translation>
    </message>
    <message>
        <source>{file} is packed by {found}. Unpack it, and put the file that is in it in its place.</source>
        <translation>{file} 是用 {found} 压缩的。请解压，并用其中的文件替换它。</translation>
    </message>
    <message>
        <source>{file} is a text, such as a web page, not the data: the address where it was downloaded gave something else. Download it again from another place.</source>
        <translation>{file} 是文本（例如网页），不是数据：下载它的地址给出了别的内容。请从其他地方重新下载。</translation>
    </message>
    <message>
        <source>The folder {folder} has no data set, but {below} in it is one. Open that.</source>
        <translation>文件夹 {folder} 里没有数据集，但其中的 {below} 是一个。请打开它。</translation>
    </message>
    <message>
        <source>The settings ask for {wanted} training images, but there are {images}. Ask for {images} or fewer.</source>
        <translation>设置要求 {wanted} 张训练图像，但只有 {images} 张。请改为 {images} 张以内。</translation>
    </message>
    <message>
        <source>These are {runs} runs, which take about {duration} here. Add --yes to begin them all the same.</source>
        <translation>这一共是 {runs} 次训练，在这台电脑上大约需要 {duration}。仍要开始请加 --yes。</translation>
    </message>
    <message>
        <source>There is no setting {given} to go through. There are {known}.</source>
        <translation>没有名为 {given} 的设置。有：{known}。</translation>
    </message>
    <message>
        <source>{given} is nothing that {name} can go through. Write a list such as 0.01, 0.1, 1, or a range such as 0.001..1 / 7, 0..1 lin 5, 0.001..1 random 20 or 0..1 even 20.</source>
        <translation>{name} 不能遍历 {given}。请写成列表，例如 0.01, 0.1, 1；或范围，例如 0.001..1 / 7、0..1 lin 5、0.001..1 random 20、0..1 even 20。</translation>
    </message>
    <message>
        <source>A range by factors cannot begin at {given}. Begin above 0, or go evenly: 0..1 lin 5, 0..1 even 20.</source>
        <translation>按倍数的范围不能从 {given} 开始。请从大于 0 的数开始，或按等距：0..1 lin 5，0..1 even 20。</translation>
    </message>
    <message>
        <source>A sweep goes through one setting or through {most} different ones.</source>
        <translation>一次扫描遍历一个设置，或 {most} 个不同的设置。</translation>
    </message>
    <message>
        <source>{name} trains nothing, so that no setting of it can be varied. Choose another.</source>
        <translation>{name} 不训练网络，没有可以改变的设置。请另选一个。</translation>
    </message>
    <message>
        <source>Either all settings of a sweep are drawn at random, or none is.</source>
        <translation>一次扫描的设置要么全部随机抽取，要么都不随机。</translation>
    </message>
    <message>
        <source>{file} is of no kind that mnistlab opens: a lesson, an experiment (.toml), reports (.html), runs (.mnistlab), weights (.npz), losses or accuracies (.csv, .txt, .npy), an image, or a folder with the four MNIST files. Choose another file.</source>
        <translation>{file} 不是 mnistlab 能打开的：课程、实验（.toml）、报告（.html）、训练（.mnistlab）、权重（.npz）、损失或识别精度（.csv、.txt、.npy）、图片，或含有四个 MNIST 文件的文件夹。请选择别的文件。</translation>
    </message>
    <message>
        <source>{file} is a pickle, which is not opened, because it could run any program. Where you trust it, these three lines make a file of weights of it:
import numpy, pickle
params = pickle.load(open({name}, &apos;rb&apos;))
numpy.savez(&apos;weights.npz&apos;, W1=params[&apos;W1&apos;], b1=params[&apos;b1&apos;], W2=params[&apos;W2&apos;], b2=params[&apos;b2&apos;])
Then open weights.npz.</source>
        <translation>{file} 是 pickle 文件。它可以运行任何程序，所以不打开。如果信得过它，用下面三行把它变成权重文件：
import numpy, pickle
params = pickle.load(open({name}, &apos;rb&apos;))
numpy.savez(&apos;weights.npz&apos;, W1=params[&apos;W1&apos;], b1=params[&apos;b1&apos;], W2=params[&apos;W2&apos;], b2=params[&apos;b2&apos;])
然后打开 weights.npz。</translation>
    </message>
    <message>
        <source>{file} is a pickle of PyTorch, which is not opened, because it could run any program. Where PyTorch is installed, these lines make a file of weights of it; put in sigmoid, relu or tanh, as its hidden layer has it:
import torch, safetensors.torch
params = torch.load({name}, weights_only=True)
safetensors.torch.save_file(params, &apos;weights.safetensors&apos;, {{&apos;activation&apos;: &apos;relu&apos;}})
Then open weights.safetensors.</source>
        <translation>{file} 是 PyTorch 的 pickle 文件。它可能运行任何程序，因此不会打开。在装有 PyTorch 的电脑上，用下面几行就能从它生成权重文件；sigmoid、relu、tanh 中，请填隐藏层所用的那个：
import torch, safetensors.torch
params = torch.load({name}, weights_only=True)
safetensors.torch.save_file(params, &apos;weights.safetensors&apos;, {{&apos;activation&apos;: &apos;relu&apos;}})
然后打开 weights.safetensors。</translation>
    </message>
    <message>
        <source>{file} is of the kind HDF5 or Keras, which is not opened here. Where Keras is installed, these lines make a file of weights of it; put in sigmoid, relu or tanh, as its hidden layer has it:
import keras, numpy
W1, b1, W2, b2 = keras.models.load_model({name}).get_weights()
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2, activation=&apos;relu&apos;)
Then open weights.npz.</source>
        <translation>{file} 是 HDF5 或 Keras 文件，这里不能打开。在装有 Keras 的电脑上，用下面几行就能从它生成权重文件；sigmoid、relu、tanh 中，请填隐藏层所用的那个：
import keras, numpy
W1, b1, W2, b2 = keras.models.load_model({name}).get_weights()
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2, activation=&apos;relu&apos;)
然后打开 weights.npz。</translation>
    </message>
    <message>
        <source>{file} is a pickle of scikit-learn, which is not opened, because it could run any program. Where you trust it, these lines make a file of weights of an MLPClassifier:
import joblib, numpy
net = joblib.load({name})
(W1, W2), (b1, b2), kind = net.coefs_, net.intercepts_, net.activation.replace(&apos;logistic&apos;, &apos;sigmoid&apos;)
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2, activation=kind)
Then open weights.npz.</source>
        <translation>{file} 是 scikit-learn 的 pickle 文件。它可能运行任何程序，因此不会打开。如果你信任它，用下面几行就能从 MLPClassifier 生成权重文件：
import joblib, numpy
net = joblib.load({name})
(W1, W2), (b1, b2), kind = net.coefs_, net.intercepts_, net.activation.replace(&apos;logistic&apos;, &apos;sigmoid&apos;)
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2, activation=kind)
然后打开 weights.npz。</translation>
    </message>
    <message>
        <source>{file} is a network of Nielsen’s program network2.py, which is not opened here. These lines make a file of weights of one with two layers:
import json, numpy
net = json.load(open({name}))
(W1, W2), (b1, b2) = map(numpy.transpose, net[&apos;weights&apos;]), map(numpy.ravel, net[&apos;biases&apos;])
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2)
Then open weights.npz.</source>
        <translation>{file} 是 Nielsen 的程序 network2.py 保存的网络，这里不能打开。如果它有两层，用下面几行就能从它生成权重文件：
import json, numpy
net = json.load(open({name}))
(W1, W2), (b1, b2) = map(numpy.transpose, net[&apos;weights&apos;]), map(numpy.ravel, net[&apos;biases&apos;])
numpy.savez(&apos;weights.npz&apos;, W1=W1, b1=b1, W2=W2, b2=b2)
然后打开 weights.npz。</translation>
    </message>
    <message>
        <source>{file} has no {name}. A weights file holds W1, b1, W2 and b2, as written by numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2).</source>
        <translation>{file} 里没有 {name}。权重文件含有 W1、b1、W2 和 b2，用 numpy.savez(file, W1=W1, b1=b1, W2=W2, b2=b2) 写成。</translation>
    </message>
    <message>
        <source>{name} in {file} has values that are not numbers, or too large. Choose weights of a run that did not diverge.</source>
        <translation>{file} 中的 {name} 有些值不是数，或者太大。请选择没有发散的训练所得的权重。</translation>
    </message>
    <message>
        <source>{file} holds the weights of a network with {found}; only those of one with a sigmoid fit here. Choose other weights.</source>
        <translation>{file} 是 {found} 网络的权重；这里只能用 sigmoid 网络的权重。请选择别的权重。</translation>
    </message>
    <message>
        <source>Your digits in {file} cannot be read: {reason}. The file is left as it is, and what you draw now is kept elsewhere. Move the file away, and start mnistlab again.</source>
        <translation>无法读取 {file} 中你写的数字：{reason}。该文件保持原样，现在写的数字保存在别处。请移走该文件，再重新启动 mnistlab。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Runs, digits and answers are kept only until the program ends. Make room on the disk, and check that you may write there.</source>
        <translation>无法写入 {file}：{reason}。训练、数字和回答只保留到程序结束。请腾出磁盘空间，并检查你是否有写入权限。</translation>
    </message>
    <message>
        <source>{file} cannot be read now: {reason}. Start mnistlab again, which keeps what can still be read.</source>
        <translation>现在无法读取 {file}：{reason}。请重新启动 mnistlab，它会保住还能读出的内容。</translation>
    </message>
    <message>
        <source>Runs in {file} that are damaged and cannot be read: {left} of {found}.</source>
        <translation>{file} 里有 {left} 次训练已损坏，无法读取（共 {found} 次）。</translation>
    </message>
    <message>
        <source>All runs in {file} ({found}) are damaged and cannot be read. Choose another file.</source>
        <translation>{file} 里的训练（{found} 次）都已损坏，无法读取。请选择另一个文件。</translation>
    </message>
    <message>
        <source>{name} goes on in another window or program. Stop it there, and delete it half a minute later.</source>
        <translation>{name} 正在另一个窗口或程序中训练。请先在那里停下，半分钟后再删除。</translation>
    </message>
    <message>
        <source>The run {name} learned from {data} in {folder}, which is no longer there, or has changed. Put its four files back, or open the folder where they are now, and try again.</source>
        <translation>训练 {name} 用的是 {folder} 里的数据 {data}，现在已不在那里，或者有了变化。请把四个文件放回去，或先打开它们现在的文件夹，再试一次。</translation>
    </message>
    <message>
        <source>{option} is fixed by the run that goes on. Leave it out, or begin a new run.</source>
        <translation>{option} 由要继续的训练决定。请去掉它，或开始新的训练。</translation>
    </message>
    <message>
        <source>The other seeds could not be done to the end: {reason}. What is done of them stays; ask for them once more.</source>
        <translation>其他种子没能全部做完：{reason}。已做完的保留；请再来一次。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Choose a table (.csv or .txt) or an array (.npy or .npz) of numbers.</source>
        <translation>{file} 无法读取：{reason}。请选择一个数字的表格（.csv 或 .txt）或数组（.npy 或 .npz）。</translation>
    </message>
    <message>
        <source>{file} holds no numbers. Expected is a number a line, or a table with a column of them.</source>
        <translation>{file} 里没有数字。应当是每行一个数字，或有一列数字的表格。</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: “{found}” is no number. Write a number there, or take the line out.</source>
        <translation>{file} 第 {line} 行第 {column} 列：“{found}”不是数字。请在那里写一个数字，或去掉这一行。</translation>
    </message>
    <message>
        <source>{file}, line {line} has {found} columns, where {expected} are expected as in the lines before. Mend that line.</source>
        <translation>{file} 第 {line} 行有 {found} 列，而前面各行是 {expected} 列。请改正这一行。</translation>
    </message>
    <message>
        <source>{file} has {found} columns; at most {most} can be read. Leave in it what you want to see.</source>
        <translation>{file} 有 {found} 列，最多能读 {most} 列。请只留下想看的。</translation>
    </message>
    <message>
        <source>{file} has a series of more than {most} numbers. Leave out some of them.</source>
        <translation>{file} 里有一列多于 {most} 个数字。请去掉一些。</translation>
    </message>
    <message>
        <source>{file} is larger than {most} bytes. Leave in it what you want to see.</source>
        <translation>{file} 大于 {most} 字节。请只留下想看的。</translation>
    </message>
    <message>
        <source>{name} in {file} is {found}; expected is a list of numbers. Save one by numpy.save(file, losses).</source>
        <translation>{file} 里的 {name} 是 {found}，应当是一列数字。可用 numpy.save(file, losses) 保存。</translation>
    </message>
    <message>
        <source>There is no file {file}. Check its name, or open another image.</source>
        <translation>没有 {file} 这个文件。请检查文件名，或打开另一张图片。</translation>
    </message>
    <message>
        <source>{file} is a folder or a device, not an image. Open an image file.</source>
        <translation>{file} 是文件夹或设备，不是图片。请打开图片文件。</translation>
    </message>
    <message>
        <source>{file} is empty: it has no bytes at all. Save or copy it again.</source>
        <translation>{file} 是空文件，没有任何内容。请重新保存或复制。</translation>
    </message>
    <message>
        <source>{file} is no image that can be read here. Open a PNG, JPEG, BMP, GIF or WebP file.</source>
        <translation>{file} 不是这里能读取的图片。请打开 PNG、JPEG、BMP、GIF 或 WebP 文件。</translation>
    </message>
    <message>
        <source>{file} is damaged or cut short: {reason}. Save or copy it again, or open another image.</source>
        <translation>{file} 已损坏或不完整：{reason}。请重新保存或复制，或打开另一张图片。</translation>
    </message>
    <message>
        <source>{file} is {width} × {height} pixels, {found} million in all; at most {most} million can be opened. Make it smaller, or cut out the digit, and open that.</source>
        <translation>{file} 有 {width} × {height} 像素，共 {found} 百万；最多能打开 {most} 百万像素。请把它缩小，或只裁出数字，再打开。</translation>
    </message>
    <message>
        <source>{file} is {width} × {height} pixels: too small or too narrow to show a digit. Open another image.</source>
        <translation>{file} 只有 {width} × {height} 像素，太小或太窄，看不出数字。请打开另一张图片。</translation>
    </message>
    <message>
        <source>{file} shows no digit: it is blank, or its ink is too faint to tell from the paper. Open an image with dark ink on light paper, or light on dark.</source>
        <translation>{file} 里没有数字：它是空白的，或笔迹太淡，与纸分不开。请打开浅底深字或深底浅字的图片。</translation>
    </message>
    <message>
        <source>These are {count} files, and the canvas takes one image. Bring them one at a time.</source>
        <translation>这里有 {count} 个文件，而画布一次只放一张图像。请一张一张地来。</translation>
    </message>
    <message>
        <source>There is no image on the clipboard. Copy an image, or an image file, and paste again.</source>
        <translation>剪贴板上没有图片。请复制一张图片或一个图片文件，再粘贴。</translation>
    </message>
    <message>
        <source>There is no screen to open a window on. Start mnistlab on a desktop, or train without a window: mnistlab train</source>
        <translation>没有可以打开窗口的屏幕。请在桌面环境中启动 mnistlab，或不开窗口直接训练：mnistlab train</translation>
    </message>
    <message>
        <source>The window needs a system library that is not installed ({reason}). On Debian or Ubuntu: sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libegl1 libgl1</source>
        <translation>窗口需要的一个系统库没有安装（{reason}）。在 Debian 或 Ubuntu 上：sudo apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libegl1 libgl1</translation>
    </message>
    <message>
        <source>The output could not be written: {reason}. The training is done all the same. Send the output elsewhere.</source>
        <translation>无法写入输出：{reason}。训练已照常完成。请把输出发往别处。</translation>
    </message>
    <message>
        <source>The output could not be written: {reason}. Send it elsewhere.</source>
        <translation>无法写出结果：{reason}。请改写到别处。</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: the loss of its mini-batch is not a number. The learning rate {learning_rate} is too large for this network: its weights have grown beyond all bounds. Try a smaller one, such as {smaller}.</source>
        <translation>训练在第 {iteration} 次迭代停止：mini-batch 的损失不是数。对这个网络来说，学习率 {learning_rate} 太大了：权重已经大得无法计算。请换一个小一些的学习率，例如 {smaller}。</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: its smoothed loss went from {first} to {loss}. The gradient is computed with a mistake in it, which is the likely cause. Switch the mistake off.</source>
        <translation>训练在第 {iteration} 次迭代停止：平滑后的损失从 {first} 变成了 {loss}。梯度的计算中有一个错误，这很可能就是原因。请关掉这个错误。</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: its loss went from {first} to {loss}. With a momentum of {momentum} nothing slows the velocity down, whatever the learning rate. Begin again with a smaller one, such as 0.9.</source>
        <translation>训练在第 {iteration} 次迭代停止：损失从 {first} 变为 {loss}。动量为 {momentum} 时，无论学习率多大，速度都不会减慢。请用更小的动量重新开始，例如 0.9。</translation>
    </message>
    <message>
        <source>The run stopped at iteration {iteration}: its loss is {loss}. The weights that it began with are too large to compute with. Begin with new weights, or open others.</source>
        <translation>训练在第 {iteration} 次迭代停止：损失为 {loss}。开始时的权重太大，无法计算。请换用新权重，或打开别的权重。</translation>
    </message>
    <message>
        <source>The window cannot be opened: {reason}.</source>
        <translation>无法打开窗口：{reason}。</translation>
    </message>
    <message>
        <source>The steps go in order: mini-batch, gradient, update. What comes next is {expected}, not {found}.</source>
        <translation>步骤有先后：mini-batch、梯度、更新。下一步是“{expected}”，不是“{found}”。</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{names}, {name}</source>
        <translation>{names}、{name}</translation>
    </message>
    <message>
        <source>{clauses}; {clause}</source>
        <translation>{clauses}；{clause}</translation>
    </message>
    <message>
        <source>{before}, {part}</source>
        <translation>{before}，{part}</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>mini-batch</source>
        <translation>mini-batch</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>缺少结尾</translation>
    </message>
    <message>
        <source>it does not say how large the image is</source>
        <translation>其中没有图像的大小</translation>
    </message>
    <message>
        <source>The image</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>The pasted image</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The dropped image</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is no archive of arrays, or is damaged</source>
        <translation>它不是存放数组的压缩包，或者已损坏</translation>
    </message>
    <message>
        <source>it unpacks to {found} bytes</source>
        <translation>它解压后有 {found} 字节</translation>
    </message>
    <message>
        <source>its {array} is protected by a password</source>
        <translation>其中的 {array} 有密码保护</translation>
    </message>
    <message>
        <source>its {array} is packed in another way than NumPy packs</source>
        <translation>其中的 {array} 的压缩方式与 NumPy 的不同</translation>
    </message>
    <message>
        <source>its {array} is damaged</source>
        <translation>其中的 {array} 已损坏</translation>
    </message>
    <message>
        <source>its {array} has values of the kind {found}, not plain numbers</source>
        <translation>其中 {array} 的值是 {found} 类型的，不是普通的数</translation>
    </message>
    <message>
        <source>its {array} is a pickle, which is not opened: it could run any program</source>
        <translation>其中的 {array} 是 pickle，程序不会打开它：它可能运行任何程序</translation>
    </message>
    <message>
        <source>it is a folder or a device, not a file</source>
        <translation>它是文件夹或设备，不是文件</translation>
    </message>
    <message>
        <source>it has no {array}</source>
        <translation>其中没有 {array}</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>another program is writing to it</source>
        <translation>别的程序正在写它</translation>
    </message>
    <message>
        <source>it may only be read</source>
        <translation>它只能读，不能写</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>打不开它</translation>
    </message>
    <message>
        <source>it may not be opened</source>
        <translation>没有打开它的权限</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>它已损坏</translation>
    </message>
    <message>
        <source>it is larger than {most} bytes</source>
        <translation>它大于 {most} 字节</translation>
    </message>
    <message>
        <source>it is another kind of file, or damaged</source>
        <translation>它是别的类型的文件，或已损坏</translation>
    </message>
    <message>
        <source>the disk does not answer as it should</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>it holds no runs of this program</source>
        <translation>里面没有本程序的训练</translation>
    </message>
    <message>
        <source>it holds more than runs</source>
        <translation>里面除了训练还有别的东西</translation>
    </message>
    <message>
        <source>a process ended, perhaps for want of memory</source>
        <translation>有一个进程中途结束，可能是内存不足</translation>
    </message>
    <message>
        <source>line {line} has no = between a name and its value</source>
        <translation>第 {line} 行的名字和值之间缺少 =</translation>
    </message>
    <message>
        <source>line {line} has a value that is no number and no text between two &quot;</source>
        <translation>第 {line} 行的值既不是数字，也不是两个 &quot; 之间的文字</translation>
    </message>
    <message>
        <source>a bracket is still open in line {line}, or there is no comma after a value in it</source>
        <translation>第 {line} 行有一个括号没有关上，或其中某个值之后没有逗号</translation>
    </message>
    <message>
        <source>line {line} gives a second time what there is already</source>
        <translation>第 {line} 行重复写了已经有的内容</translation>
    </message>
    <message>
        <source>a &quot; is missing at the end of the text in line {line}</source>
        <translation>第 {line} 行的文字末尾缺少 &quot;</translation>
    </message>
    <message>
        <source>a bracket is missing in line {line}</source>
        <translation>第 {line} 行缺少一个括号</translation>
    </message>
    <message>
        <source>line {line} goes on after its value</source>
        <translation>第 {line} 行的值后面还有别的内容</translation>
    </message>
    <message>
        <source>line {line} is neither a name with = and a value, nor [a heading], nor # a comment</source>
        <translation>第 {line} 行既不是“名字 = 值”，也不是 [标题]，也不是 # 注释</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>嵌套太深</translation>
    </message>
    <message>
        <source>it has a number or a date that cannot be</source>
        <translation>其中有不可能的数字或日期</translation>
    </message>
    <message>
        <source>in line {line}, {given} could be {one} or {other}</source>
        <translation>第 {line} 行的 {given} 可能是 {one}，也可能是 {other}</translation>
    </message>
    <message>
        <source>it is larger than any file of weights</source>
        <translation>它比任何权重文件都大</translation>
    </message>
    <message>
        <source>it is no file of safetensors, or is damaged</source>
        <translation>它不是 safetensors 文件，或已损坏</translation>
    </message>
    <message>
        <source>it does not hold two layers as PyTorch keeps them: weights (H, 784) and (10, H), each with a bias</source>
        <translation>其中不是 PyTorch 所保存的两层：权重 (H, 784) 和 (10, H)，各带一个偏置</translation>
    </message>
    <message>
        <source>What was pasted</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>each value once</source>
        <translation>每个值只写一次</translation>
    </message>
    <message>
        <source>as many whole numbers as there are values</source>
        <translation>与 values 一样多的整数</translation>
    </message>
    <message>
        <source>1 to {most} settings</source>
        <translation>1 到 {most} 项设置</translation>
    </message>
    <message>
        <source>shares from 0 to 1, such as 0.95</source>
        <translation>0 到 1 的比例，例如 0.95</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>系统不允许</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>那里只能读，不能写</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>路径中有一处不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>它是文件夹，不是文件</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>已有同名文件</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>接收输出的程序已经结束</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>磁盘配额已用完</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接的层数过多</translation>
    </message>
    <message>
        <source>at the beginning of a lesson</source>
        <translation>课程开头</translation>
    </message>
    <message>
        <source>a step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>in a step of the kind “{kind}”</source>
        <translation>种类为“{kind}”的步骤</translation>
    </message>
    <message>
        <source>a step of the kind “{kind}”</source>
        <translation>种类为“{kind}”的步骤</translation>
    </message>
    <message>
        <source>a number, 0 or larger</source>
        <translation>不小于 0 的数字</translation>
    </message>
    <message>
        <source>a table of settings</source>
        <translation>一组设置</translation>
    </message>
    <message>
        <source>Write it as in these: {example}.</source>
        <translation>写法如：{example}。</translation>
    </message>
    <message>
        <source>Write == or &gt;=, not =.</source>
        <translation>请写 == 或 &gt;=，不要写 =。</translation>
    </message>
    <message>
        <source>Write settings into each of runs: runs = [{{ dropout = 0.1 }}, {{ dropout = 0.5 }}].</source>
        <translation>设置写进 runs 的每一次训练里：runs = [{{ dropout = 0.1 }}, {{ dropout = 0.5 }}]。</translation>
    </message>
    <message>
        <source>Such a step goes on with the settings of the last run: put a step of the kind run with these settings before it.</source>
        <translation>这样的步骤沿用上一次训练的设置：请在它之前放一个 run 步骤，写上这些设置。</translation>
    </message>
    <message>
        <source>a text in quotation marks</source>
        <translation>引号里的文字</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a whole number from 1 to 1,000,000</source>
        <translation>1 到 1,000,000 的整数</translation>
    </message>
    <message>
        <source>a whole number from 0 to 1,000,000</source>
        <translation>0 到 1,000,000 的整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a list of one or more texts</source>
        <translation>一个或几个文字的列表</translation>
    </message>
    <message>
        <source>a list of one or more numbers</source>
        <translation>一个或几个数字的列表</translation>
    </message>
    <message>
        <source>this is not UTF-8. Save the file in the encoding UTF-8.</source>
        <translation>这里不是 UTF-8。请用 UTF-8 编码保存文件。</translation>
    </message>
    <message>
        <source>there is no entry {found} {where}. {advice}</source>
        <translation>{where}：没有 {found} 这一项。{advice}</translation>
    </message>
    <message>
        <source>there is no setting {found}. {advice}</source>
        <translation>没有 {found} 这个设置。{advice}</translation>
    </message>
    <message>
        <source>{name} cannot be “{found}”. {advice}</source>
        <translation>{name} 不能是“{found}”。{advice}</translation>
    </message>
    <message>
        <source>{what} needs the entry {found}, which is missing. Write, for example: {example}</source>
        <translation>{what}：缺少 {found} 这一项。请写，例如：{example}</translation>
    </message>
    <message>
        <source>{name} is {found}, but it must be {expected}. Write, for example: {example}</source>
        <translation>{name} 是 {found}，但应该是：{expected}。例如：{example}</translation>
    </message>
    <message>
        <source>runs must list two or three runs. Write, for example: runs = [{{ learning_rate = 0.1 }}, {{ learning_rate = 1.0 }}]</source>
        <translation>runs 要列出两三次训练。请写，例如：runs = [{{ learning_rate = 0.1 }}, {{ learning_rate = 1.0 }}]</translation>
    </message>
    <message>
        <source>low ({found}) must be smaller than high ({high}). Change one.</source>
        <translation>low（{found}）必须小于 high（{high}）。请改其中一个。</translation>
    </message>
    <message>
        <source>“{found}” is no place in the window. Write lossPlot (the whole plot), lossPlot 100..200 (these iterations) or weightsView 7 (this unit).</source>
        <translation>“{found}”不是窗口里的位置。请写 lossPlot（整张图）、lossPlot 100..200（这些迭代）或 weightsView 7（这个神经元）。</translation>
    </message>
    <message>
        <source>the condition cannot be read at “{found}”. {advice}</source>
        <translation>条件里的“{found}”读不懂。{advice}</translation>
    </message>
    <message>
        <source>“{found}” never comes true, because of these bounds: {bounds}. Change the condition or a setting.</source>
        <translation>“{found}”永远不会成立，因为有这些界限：{bounds}。请改条件或设置。</translation>
    </message>
    <message>
        <source>“{found}” never comes true, because {name} is a share from 0 to 1: {percent} is {share}. Change the number.</source>
        <translation>“{found}”永远不会成立，因为 {name} 是 0 到 1 的比例：{percent} 写成 {share}。请改这个数。</translation>
    </message>
    <message>
        <source>{found} is a share from 0 to 1, but high is {high}. Write {example}: then it is asked for in percent.</source>
        <translation>{found} 是 0 到 1 的比例，而 high 是 {high}。请写 {example}，就按百分数来问。</translation>
    </message>
    <message>
        <source>{found} is no share, so it has no percentage. Take {example} away.</source>
        <translation>{found} 不是比例，不能用百分数。请去掉 {example}。</translation>
    </message>
    <message>
        <source>“{found}” cannot be reached, because only {free} may be changed. Add what must change to free, or put a run with these settings before this step.</source>
        <translation>“{found}”达不到，因为只能改 {free}。请把要改的也加进 free，或者在这一步之前用这些设置训练一次。</translation>
    </message>
    <message>
        <source>“{found}” is true before the learner has done anything. Ask for something that is not so yet.</source>
        <translation>学习者什么都还没做，“{found}”就已经成立了。请要求一件还没有做到的事。</translation>
    </message>
    <message>
        <source>the curve is drawn over {found} iterations, but “{name}”, which it is compared with, runs {length}. Write the same number in both.</source>
        <translation>曲线画在 {found} 次迭代上，可是与它比较的“{name}”训练 {length} 次。请把两处写成一样。</translation>
    </message>
    <message>
        <source>{why} Mend that line.</source>
        <translation>请改正这一行：{why}</translation>
    </message>
    <message>
        <source>the title is missing. Write [title] and below it: en = &quot;…&quot;</source>
        <translation>缺少标题。请写 [title]，下一行写：zh_CN = &quot;…&quot;</translation>
    </message>
    <message>
        <source>there is {text}, but no title in that language. Write below [title]: {found} = &quot;…&quot;</source>
        <translation>有 {text}，但没有这种语言的标题。请在 [title] 下面写：{found} = &quot;…&quot;</translation>
    </message>
    <message>
        <source>there is a title in {found}, but no file {text}. Write that file, or delete this line.</source>
        <translation>有 {found} 的标题，但没有文件 {text}。请写这个文件，或删掉这一行。</translation>
    </message>
    <message>
        <source>there are no steps. Write each as [[step]], and below it name = &quot;…&quot; and kind = &quot;…&quot;.</source>
        <translation>没有步骤。每个步骤写 [[step]]，下面写 name = &quot;…&quot; 和 kind = &quot;…&quot;。</translation>
    </message>
    <message>
        <source>there are {found} steps, and at most {most} can be. Take some out.</source>
        <translation>有 {found} 个步骤，最多 {most} 个。请拿掉一些。</translation>
    </message>
    <message>
        <source>two steps have the name “{found}”. Give each its own.</source>
        <translation>有两个步骤都叫“{found}”。请各用各的名字。</translation>
    </message>
    <message>
        <source>nothing is asked before “{found}” shows what comes. Put a prediction before it ({known}); or write known = true, where nothing surprises.</source>
        <translation>“{found}”显示结果之前什么也没有问。请在前面放一个预测（{known}）；没有意外的地方，写 known = true。</translation>
    </message>
    <message>
        <source>after the prediction “{found}” nothing comes to compare it with. Put a step of the kind run, compare, do or goal behind it.</source>
        <translation>预测“{found}”之后没有可以对照的结果。请在后面放一个 run、compare、do 或 goal 步骤。</translation>
    </message>
    <message>
        <source>the step “{found}” has no section in {text}. {advice}</source>
        <translation>步骤“{found}”在 {text} 里没有对应的一节。{advice}</translation>
    </message>
    <message>
        <source>right names “{found}”, but “{name}” in {text} has no such choice. {advice}</source>
        <translation>right 写了“{found}”，但 {text} 的“{name}”一节没有这个选项。{advice}</translation>
    </message>
    <message>
        <source>right has {found}, but must have all choices of {text}, each once: {known}. Complete it.</source>
        <translation>right 是 {found}，但要写出 {text} 里的所有选项，每个一次：{known}。请补全。</translation>
    </message>
    <message>
        <source>right and the blanks (___) at the end of “{name}” in {text} must be as many, but they are {found} and {blanks}. Write lines such as: - line: 1 + 1 = ___</source>
        <translation>right 里的数字和 {text} 的“{name}”一节末尾的空格（___）要一样多，现在是 {found} 个和 {blanks} 个。空格写在这样的行里：- line: 1 + 1 = ___</translation>
    </message>
    <message>
        <source>“{found}” cannot be the name of a step. Write letters, digits, - and _, without spaces.</source>
        <translation>“{found}”不能做步骤的名字。请用字母、数字、- 和 _，不要空格。</translation>
    </message>
    <message>
        <source>a step begins with two brackets. Write: [[step]]</source>
        <translation>步骤的开头要两层方括号。请写：[[step]]</translation>
    </message>
    <message>
        <source>“{found}” does not begin a section. Write: ## name · Heading (the name as in lesson.toml)</source>
        <translation>“{found}”不是一节的开头。请写：## 名字 · 标题（名字和 lesson.toml 里的一样）</translation>
    </message>
    <message>
        <source>two sections have the name “{found}”. Give each its own.</source>
        <translation>有两节都叫“{found}”。请各用各的名字。</translation>
    </message>
    <message>
        <source>{{{found}}} is no fact. {advice}</source>
        <translation>{{{found}}} 不是事实的名字。{advice}</translation>
    </message>
    <message>
        <source>{{{found}}} is replaced by its value only in a line that begins with an arrow, at the end of a step that runs or waits. Write it there, or without braces.</source>
        <translation>只有在运行或等待的步骤末尾、以箭头开头的行里，{{{found}}} 才会换成它的值。请写在那里，或者去掉花括号。</translation>
    </message>
    <message>
        <source>the line with an arrow at the end of “{found}” is never said, because this step waits for nothing. Take the arrow away, or let the step run or wait.</source>
        <translation>“{found}”末尾带箭头的那行永远不会说出来，因为这一步什么也不等。请去掉箭头，或者让这一步运行或等待。</translation>
    </message>
    <message>
        <source>“{found}” is not written as a choice. Write: - name: Text. → Reason. (the name in small letters, digits and -, without spaces)</source>
        <translation>“{found}”不是选项的写法。请写：- name: 文字 → 理由（名字用小写字母、数字和 -，不要空格）</translation>
    </message>
    <message>
        <source>“{found}” stands below the choices. Put it above them, or indent it to go on with a choice.</source>
        <translation>“{found}”写在选项的下面。请移到选项上面；如果是接着写一个选项，就缩进。</translation>
    </message>
    <message>
        <source>the choice “{found}” has no reason. Write behind its text an arrow and what is said to whoever chooses it: → Reason.</source>
        <translation>选项“{found}”没有理由。请在文字后面写一个箭头，以及对选它的人说的话：→ 理由。</translation>
    </message>
    <message>
        <source>“{name}” has no choice “{found}”, but {text} has it. Write it here as well, or take it out there.</source>
        <translation>“{name}”没有选项“{found}”，而 {text} 有。请在这里也写上，或者在那里去掉。</translation>
    </message>
    <message>
        <source>“{found}” has no line with an arrow at its end, but {text} has one. Write it here as well, or take it out there.</source>
        <translation>“{found}”末尾没有以箭头开头的一行，而 {text} 有。请在这里也写上，或者在那里去掉。</translation>
    </message>
    <message>
        <source>two choices have the name “{found}”. Give each its own.</source>
        <translation>有两个选项都叫“{found}”。请各用各的名字。</translation>
    </message>
    <message>
        <source>“{name}” has fewer than two choices. Write each on a line at its end: - name: Text. → Reason.</source>
        <translation>“{name}”的选项少于两个。请在这一节的末尾，每个选项写一行：- name: 文字 → 理由</translation>
    </message>
    <message>
        <source>“{name}” has {found} choices, and a class can vote on {most} at most. Take some out.</source>
        <translation>“{name}”有 {found} 个选项，全班最多能对 {most} 个投票。请拿掉一些。</translation>
    </message>
    <message>
        <source>there is no picture {found} in the lesson. Put the file beside this one; its name may have letters, digits, - and _, and ends in .png or .jpg.</source>
        <translation>课程里没有图片 {found}。请把它放在这个文件旁边；文件名可以用字母、数字、- 和 _，以 .png 或 .jpg 结尾。</translation>
    </message>
    <message>
        <source>{found} is neither PNG nor JPEG. Save the picture as one of these.</source>
        <translation>{found} 既不是 PNG 也不是 JPEG。请存成其中一种。</translation>
    </message>
    <message>
        <source>{found} has {size} pixels, and at most {most} a side are taken. Make it smaller.</source>
        <translation>{found} 有 {size} 像素，每边最多 {most}。请把它缩小。</translation>
    </message>
    <message>
        <source>Did you mean {near}?</source>
        <translation>你是不是想写 {near}？</translation>
    </message>
    <message>
        <source>Write one of these: {known}.</source>
        <translation>请写其中一个：{known}。</translation>
    </message>
    <message>
        <source>Or should the section “{near}” there have this name?</source>
        <translation>是不是那里的“{near}”一节应该叫这个名字？</translation>
    </message>
    <message>
        <source>Write a section there that begins with: ## {name} · Heading</source>
        <translation>请在那里写一节，开头是：## {name} · 标题</translation>
    </message>
    <message>
        <source>The digits in {folder} lie on their side, as EMNIST’s do.</source>
        <translation>{folder} 中的数字是横躺着的，与 EMNIST 一样。</translation>
    </message>
    <message>
        <source>Turn them</source>
        <translation>转正</translation>
    </message>
    <message>
        <source>The digits in {folder} are dark on light; MNIST’s are light on dark.</source>
        <translation>{folder} 中的数字是浅底深字；MNIST 是深底浅字。</translation>
    </message>
    <message>
        <source>Invert them</source>
        <translation>反转明暗</translation>
    </message>
    <message>
        <source>All training images in {folder} have the same label: nothing can be told apart. Check the labels.</source>
        <translation>{folder} 中所有训练图像的标签都相同，没有可区分的东西。请检查标签。</translation>
    </message>
    <message>
        <source>All test images in {folder} have the same label: the accuracy says little. Check the labels.</source>
        <translation>{folder} 中所有测试图像的标签都相同，识别精度说明不了什么。请检查标签。</translation>
    </message>
    <message>
        <source>All training images in {folder} are the same: nothing can be told apart. Check the images.</source>
        <translation>{folder} 中所有训练图像都一样，没有可区分的东西。请检查图像。</translation>
    </message>
    <message>
        <source>The images in {folder} are almost black: their brightness should go up to 255. Write them brighter, and open them again.</source>
        <translation>{folder} 中的图像几乎全黑：亮度应当一直到 255。请把它们写得亮一些，再重新打开。</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>In my own words</source>
        <translation>我自己的话</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Loss and accuracy</source>
        <translation>损失和识别精度</translation>
    </message>
    <message>
        <source>Which digit is taken for which</source>
        <translation>哪个数字被识别为哪个</translation>
    </message>
    <message>
        <source>Misread test images</source>
        <translation>识别错误的测试图像</translation>
    </message>
    <message>
        <source>Misread validation images</source>
        <translation>读错的验证图像</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>My drawing</source>
        <translation>我写的数字</translation>
    </message>
    <message>
        <source>Each row is a digit, each column what it is read as.</source>
        <translation>每行是一个数字，每列是它被识别为的数字。</translation>
    </message>
    <message>
        <source>{count} of {all} ({share}); the most confident first.</source>
        <translation>{all} 个中的 {count} 个（{share}）；最有把握的在前。</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>the plot of the loss</source>
        <translation>损失图</translation>
    </message>
    <message>
        <source>the plot of the accuracy</source>
        <translation>识别精度图</translation>
    </message>
    <message>
        <source>the two plots</source>
        <translation>两张图</translation>
    </message>
    <message>
        <source>the picture of the network</source>
        <translation>网络的图</translation>
    </message>
    <message>
        <source>the images of the mini-batch</source>
        <translation>mini-batch 的图像</translation>
    </message>
    <message>
        <source>the canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>the digit that is read</source>
        <translation>识别出的数字</translation>
    </message>
    <message>
        <source>what the drawing is read as</source>
        <translation>手写数字识别为什么</translation>
    </message>
    <message>
        <source>the learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>the number of hidden units</source>
        <translation>隐藏层神经元数</translation>
    </message>
    <message>
        <source>the size of the mini-batch</source>
        <translation>mini-batch 的大小</translation>
    </message>
    <message>
        <source>the number of iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>the spread of the first weights</source>
        <translation>权重标准差</translation>
    </message>
    <message>
        <source>the sampling</source>
        <translation>抽样方式</translation>
    </message>
    <message>
        <source>the speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>the iteration</source>
        <translation>第几次迭代</translation>
    </message>
    <message>
        <source>the loss of the mini-batch</source>
        <translation>mini-batch 的损失</translation>
    </message>
    <message>
        <source>the test accuracy</source>
        <translation>测试数据的识别精度</translation>
    </message>
    <message>
        <source>the numbers of the formula</source>
        <translation>公式里的数</translation>
    </message>
    <message>
        <source>the formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>the line of code</source>
        <translation>那一行代码</translation>
    </message>
    <message>
        <source>the kept runs</source>
        <translation>保留的训练</translation>
    </message>
    <message>
        <source>how often the test set was opened</source>
        <translation>测试数据打开了几次</translation>
    </message>
    <message>
        <source>the picture in the middle</source>
        <translation>中间的图</translation>
    </message>
    <message>
        <source>the panel with the curves</source>
        <translation>曲线面板</translation>
    </message>
    <message>
        <source>the panel of the mini-batch</source>
        <translation>mini-batch 面板</translation>
    </message>
    <message>
        <source>the panel to draw in</source>
        <translation>手写面板</translation>
    </message>
    <message>
        <source>the panel of the runs</source>
        <translation>训练面板</translation>
    </message>
    <message>
        <source>the image under “Why?”</source>
        <translation>“为什么？”下面的图像</translation>
    </message>
    <message>
        <source>the mistake</source>
        <translation>打开的错误</translation>
    </message>
    <message>
        <source>{thing}, {part}</source>
        <translation>{thing}，{part}</translation>
    </message>
    <message>
        <source>column {column}, row {row}</source>
        <translation>第 {column} 列第 {row} 行</translation>
    </message>
    <message>
        <source>columns {left} to {right}, rows {top} to {bottom}</source>
        <translation>第 {left} 到 {right} 列、第 {top} 到 {bottom} 行</translation>
    </message>
    <message>
        <source>iteration {low}</source>
        <translation>第 {low} 次迭代</translation>
    </message>
    <message>
        <source>between iterations {low} and {high}</source>
        <translation>第 {low} 到 {high} 次迭代之间</translation>
    </message>
    <message>
        <source>numbers {low} to {high}</source>
        <translation>第 {low} 到 {high} 号</translation>
    </message>
    <message>
        <source>unit {low}</source>
        <translation>{low} 号神经元</translation>
    </message>
    <message>
        <source>number {low}</source>
        <translation>{low} 号</translation>
    </message>
</context>
<context>
    <name>quantities</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mean loss</source>
        <translation>平均损失</translation>
    </message>
    <message>
        <source>loss, train</source>
        <translation>损失（训练）</translation>
    </message>
    <message>
        <source>loss, test</source>
        <translation>损失（测试）</translation>
    </message>
    <message>
        <source>epoch of the least test loss</source>
        <translation>测试损失最小的 epoch</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>train − test</source>
        <translation>训练 − 测试</translation>
    </message>
    <message>
        <source>best train</source>
        <translation>训练最高</translation>
    </message>
    <message>
        <source>best test</source>
        <translation>测试最高</translation>
    </message>
    <message>
        <source>loss, validation</source>
        <translation>损失（验证）</translation>
    </message>
    <message>
        <source>epoch of the least validation loss</source>
        <translation>验证损失最小的 epoch</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>train − validation</source>
        <translation>训练 − 验证</translation>
    </message>
    <message>
        <source>best validation</source>
        <translation>验证最高</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>iteration {number}</source>
        <translation>第 {number} 次迭代</translation>
    </message>
    <message>
        <source>epoch {number}</source>
        <translation>第 {number} 个 epoch</translation>
    </message>
    <message>
        <source>{number} days</source>
        <translation>{number} 天</translation>
    </message>
    <message>
        <source>{number} hours</source>
        <translation>{number} 小时</translation>
    </message>
    <message>
        <source>{number} minutes</source>
        <translation>{number} 分钟</translation>
    </message>
    <message>
        <source>{number} seconds</source>
        <translation>{number} 秒</translation>
    </message>
    <message>
        <source>{images} images tell an accuracy to ± {points} points: one standard error.</source>
        <translation>{images} 张图像的识别精度只准到 ± {points} 个百分点（一倍标准误差）。</translation>
    </message>
    <message>
        <source>{count} runs lie within that of the best, and their order may be chance.</source>
        <translation>有 {count} 次训练与最好的相差在此以内，它们的名次可能只是偶然。</translation>
    </message>
    <message>
        <source>{run}: {optimizer} moves each weight by about η at an update, whatever its gradient, and η {rate} is far too much. {usual} works.</source>
        <translation>{run}：不管梯度多大，{optimizer} 每次更新都把每个权重移动大约 η，所以 η {rate} 实在太大。{usual} 就可以。</translation>
    </message>
</context>
<context>
    <name>runs</name>
    <message>
        <source>to {iteration}</source>
        <translation>到 {iteration}</translation>
    </message>
    <message>
        <source>first weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>η {value} from {iteration}</source>
        <translation>η {value} 自 {iteration} 起</translation>
    </message>
    <message>
        <source>weights from a file</source>
        <translation>权重来自文件</translation>
    </message>
    <message>
        <source>a mistake</source>
        <translation>弄错了梯度</translation>
    </message>
</context>
<context>
    <name>script</name>
    <message>
        <source>look for the files beside the program, and where they were</source>
        <translation>在程序旁边和原来的文件夹里找数据文件</translation>
    </message>
    <message>
        <source>look for them in this folder</source>
        <translation>在这个文件夹里找数据文件</translation>
    </message>
    <message>
        <source>and save the loss of every iteration (.npy or .txt)</source>
        <translation>并保存每次迭代的损失（.npy 或 .txt）</translation>
    </message>
    <message>
        <source>A network of two layers learns to read handwritten digits, in plain NumPy.</source>
        <translation>一个 2 层网络学习识别手写数字，只用 NumPy。</translation>
    </message>
    <message>
        <source>A network without a hidden layer learns to read handwritten digits, in plain NumPy.</source>
        <translation>没有隐藏层的神经网络学习识别手写数字，只用 NumPy。</translation>
    </message>
    <message>
        <source>It repeats a run of mnistlab, and does not need mnistlab to be installed.</source>
        <translation>它重复 mnistlab 的一次训练，不需要安装 mnistlab。</translation>
    </message>
    <message>
        <source>Where the four files are looked for, one folder after the other</source>
        <translation>依次在这些文件夹里找四个数据文件</translation>
    </message>
    <message>
        <source>mini-batches in the whole run</source>
        <translation>整次训练的 mini-batch 个数</translation>
    </message>
    <message>
        <source>images in a mini-batch</source>
        <translation>一个 mini-batch 的图像数</translation>
    </message>
    <message>
        <source>units in the hidden layer</source>
        <translation>隐藏层的神经元数</translation>
    </message>
    <message>
        <source>the loss is larger by weight_decay / 2 times all squared weights</source>
        <translation>损失另加 weight_decay / 2 乘以全部权重的平方和</translation>
    </message>
    <message>
        <source>share of the hidden units that are silent</source>
        <translation>被静默的隐藏层神经元所占的比例</translation>
    </message>
    <message>
        <source>from which iteration on, counted from 0</source>
        <translation>从第几次迭代起（从 0 数）</translation>
    </message>
    <message>
        <source>{name} is in none of these folders: {folders}</source>
        <translation>这些文件夹里都没有 {name}：{folders}</translation>
    </message>
    <message>
        <source>The four files of MNIST can be had at {address}</source>
        <translation>MNIST 的四个文件可从这里下载：{address}</translation>
    </message>
    <message>
        <source>Needed are Python, NumPy and the four files of images.</source>
        <translation>需要 Python、NumPy 和四个图像文件。</translation>
    </message>
    <message>
        <source>{name} is damaged, or is no file of MNIST</source>
        <translation>{name} 已损坏，或不是 MNIST 的文件</translation>
    </message>
    <message>
        <source>The files {name}-… do not hold images of 28×28 pixels, each with a label from 0 to 9</source>
        <translation>文件 {name}-… 中不是 28×28 像素、各带一个 0 到 9 标签的图像</translation>
    </message>
    <message>
        <source>The images that this run learned from, and was measured on</source>
        <translation>这次训练用来学习和测量的图像</translation>
    </message>
    <message>
        <source>What was done to the images before the run</source>
        <translation>训练之前对图像做的改动</translation>
    </message>
    <message>
        <source>Return the array in a file of the IDX format, packed by gzip or plain.</source>
        <translation>返回 IDX 格式文件中的数组，文件可以是 gzip 压缩的。</translation>
    </message>
    <message>
        <source>Two zeros, 8 for bytes, the number of axes; the length of each axis</source>
        <translation>两个零，8 表示字节，轴的个数；然后是每个轴的长度</translation>
    </message>
    <message>
        <source>Return images, rows of 784 numbers in 0..1, and labels, rows with a single 1.</source>
        <translation>返回图像（每行 784 个 0..1 的数）和标签（每行只有一个 1）。</translation>
    </message>
    <message>
        <source>exp may reach inf, and 1 / inf is 0</source>
        <translation>exp 可能达到 inf，而 1 / inf 就是 0</translation>
    </message>
    <message>
        <source>the largest is 1: exp cannot overflow</source>
        <translation>最大的是 1：exp 不会溢出</translation>
    </message>
    <message>
        <source>All units begin alike and stay so: each has the gradient of the first.</source>
        <translation>所有神经元开始时相同，以后也相同：梯度都与第一个一样。</translation>
    </message>
    <message>
        <source>784 inputs, a hidden layer, and 10 outputs.</source>
        <translation>784 个输入，一个隐藏层，10 个输出。</translation>
    </message>
    <message>
        <source>784 inputs and 10 outputs: each score is a weighted sum of all pixels.</source>
        <translation>784 个输入，10 个输出：每个得分是所有像素的加权和。</translation>
    </message>
    <message>
        <source>Return the cross-entropy error, and keep what the gradient needs.</source>
        <translation>返回交叉熵误差，并留下计算梯度所需的值。</translation>
    </message>
    <message>
        <source>Return the gradient by backpropagation, after `loss` with the same images.</source>
        <translation>用反向传播求梯度；要先用同样的图像求损失。</translation>
    </message>
    <message>
        <source>Moves the parameters against the gradient.</source>
        <translation>让参数沿梯度的反方向移动。</translation>
    </message>
    <message>
        <source>One seed, but generators of their own: a larger network has the same mini-batches</source>
        <translation>一个种子，各自的生成器：网络变大，mini-batch 不变</translation>
    </message>
    <message>
        <source>the images are dealt out like cards</source>
        <translation>图像像发牌一样依次取出</translation>
    </message>
    <message>
        <source>The first weights of the run, in a file beside this program</source>
        <translation>这次训练的初始权重，在程序旁边的文件里</translation>
    </message>
    <message>
        <source>epoch {epoch}: accuracy {train:.4f} on training images, {test:.4f} on validation images</source>
        <translation>epoch {epoch}：识别精度，训练图像 {train:.4f}，验证图像 {test:.4f}</translation>
    </message>
    <message>
        <source>epoch {epoch}: accuracy {train:.4f} on training images, {test:.4f} on test images</source>
        <translation>epoch {epoch}：识别精度，训练图像 {train:.4f}，测试图像 {test:.4f}</translation>
    </message>
    <message>
        <source>1. Select a mini-batch</source>
        <translation>1. 选出 mini-batch</translation>
    </message>
    <message>
        <source>2. Compute the gradient; the loss is that before the update</source>
        <translation>2. 计算梯度；损失是更新之前的</translation>
    </message>
    <message>
        <source>3. Update the parameters</source>
        <translation>3. 更新参数</translation>
    </message>
    <message>
        <source>4. Repeat; the accuracy is measured when the epoch has grown</source>
        <translation>4. 重复；epoch 数增加时测量识别精度</translation>
    </message>
    <message>
        <source>nobody reads it any more, or the disk is full: the run goes on</source>
        <translation>已无人读取，或磁盘已满：训练继续</translation>
    </message>
    <message>
        <source>a file that may only be read is not replaced</source>
        <translation>只读的文件不会被替换</translation>
    </message>
    <message>
        <source>Write the losses to a file, all of them or nothing.</source>
        <translation>把损失写入文件：要么全部写入，要么什么也不写。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}</source>
        <translation>无法写入 {file}：{reason}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>epochs</source>
        <translation>epoch 数</translation>
    </message>
    <message>
        <source>with a recipe: how often all images are learnt from</source>
        <translation>与 --recipe 一起用：全部图像学习多少遍</translation>
    </message>
    <message>
        <source>images held out</source>
        <translation>留出的图像数</translation>
    </message>
    <message>
        <source>with a recipe: learn without the last N training images, and measure on them</source>
        <translation>与 --recipe 一起用：不学习最后 N 张训练图像，而用它们来测量</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Against overfitting</source>
        <translation>抑制过拟合</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>It would be another network: its weights are learnt from the start.</source>
        <translation>那会是另一个网络：它的权重要从头学起。</translation>
    </message>
    <message>
        <source>The weights of this run have begun already.</source>
        <translation>这次训练的权重已经开始学了。</translation>
    </message>
    <message>
        <source>What the optimizer remembers has to begin with the run.</source>
        <translation>优化器记住的东西必须从训练一开始记起。</translation>
    </message>
    <message>
        <source>It changes what is minimised: one curve would show two different losses.</source>
        <translation>它改变了要减小的东西：一条曲线上会有两种不同的损失。</translation>
    </message>
    <message>
        <source>One curve would show accuracies on different images.</source>
        <translation>一条曲线上会有对不同图像的精度。</translation>
    </message>
    <message>
        <source>Below 0 the velocity turns round at each step; beyond 1.5 it explodes at once.</source>
        <translation>小于 0 时速度每一步都掉头；大于 1.5 时马上爆炸。</translation>
    </message>
    <message>
        <source>It is the share that is kept: with 1 nothing new would come in.</source>
        <translation>它是保留下来的比例：为 1 时，新的东西就进不来了。</translation>
    </message>
    <message>
        <source>hidden units</source>
        <translation>隐藏层神经元数</translation>
    </message>
    <message>
        <source>{value} units</source>
        <translation>{value} 个神经元</translation>
    </message>
    <message>
        <source>1 unit</source>
        <translation>1 个神经元</translation>
    </message>
    <message>
        <source>no hidden layer</source>
        <translation>无隐藏层</translation>
    </message>
    <message>
        <source>{inputs} → {value} → {outputs}</source>
        <translation>{inputs} → {value} → {outputs}</translation>
    </message>
    <message>
        <source>mini-batch</source>
        <translation>mini-batch</translation>
    </message>
    <message>
        <source>images drawn for each iteration</source>
        <translation>每次迭代抽取的图像数</translation>
    </message>
    <message>
        <source>batch {value}</source>
        <translation>批 {value}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>An epoch would change its length in the middle of a curve.</source>
        <translation>一个 epoch 的长度会在曲线中间变化。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>how far an update goes against the gradient</source>
        <translation>每次更新沿梯度的反方向走多远</translation>
    </message>
    <message>
        <source>η {value}</source>
        <translation>η {value}</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>mini-batches in the whole run</source>
        <translation>整个训练的迭代次数</translation>
    </message>
    <message>
        <source>{value} iterations</source>
        <translation>迭代 {value} 次</translation>
    </message>
    <message>
        <source>weights’ spread</source>
        <translation>权重标准差</translation>
    </message>
    <message>
        <source>standard deviation of the first random weights</source>
        <translation>初始随机权重的标准差</translation>
    </message>
    <message>
        <source>spread {value}</source>
        <translation>标准差 {value}</translation>
    </message>
    <message>
        <source>sampling</source>
        <translation>抽样方式</translation>
    </message>
    <message>
        <source>random: each mini-batch is drawn from all images, some come twice, some not at all; shuffle: in each epoch every image comes exactly once</source>
        <translation>随机（random）：每个 mini-batch 都从全部图像中抽取，有的会重复，有的抽不到；打乱（shuffle）：每个 epoch 中每张图像恰好出现一次</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度算法</translation>
    </message>
    <message>
        <source>backpropagation, or numerical: every weight moved a little to both sides, the same curve, far slower</source>
        <translation>误差反向传播法，或数值微分：把每个权重向两边各移动一点，曲线相同，但慢得多</translation>
    </message>
    <message>
        <source>backprop</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>numerical</source>
        <translation>数值微分</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>what each hidden unit makes of its sum</source>
        <translation>每个隐藏层神经元对加权和做什么</translation>
    </message>
    <message>
        <source>first weights</source>
        <translation>权重初始值</translation>
    </message>
    <message>
        <source>spread: as the weights’ spread says; xavier, he: by the number of inputs of each layer</source>
        <translation>spread：按“权重标准差”；xavier、he：按每一层的输入个数</translation>
    </message>
    <message>
        <source>by their spread</source>
        <translation>按标准差</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>how the gradient moves the weights</source>
        <translation>梯度怎样移动权重</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>of Momentum and Nesterov: how much of the velocity is kept in each update</source>
        <translation>用于 Momentum 和 Nesterov：每次更新保留多少速度</translation>
    </message>
    <message>
        <source>momentum {value}</source>
        <translation>动量 {value}</translation>
    </message>
    <message>
        <source>decay rate</source>
        <translation>衰减率</translation>
    </message>
    <message>
        <source>of RMSprop: how much of the mean of squares is kept in each update</source>
        <translation>用于 RMSprop：每次更新保留多少平方的平均</translation>
    </message>
    <message>
        <source>decay rate {value}</source>
        <translation>衰减率 {value}</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>of Adam: how much of the mean of gradients is kept in each update</source>
        <translation>用于 Adam：每次更新保留多少梯度的平均</translation>
    </message>
    <message>
        <source>β₁ {value}</source>
        <translation>β₁ {value}</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>of Adam: how much of the mean of squares is kept in each update</source>
        <translation>用于 Adam：每次更新保留多少平方的平均</translation>
    </message>
    <message>
        <source>β₂ {value}</source>
        <translation>β₂ {value}</translation>
    </message>
    <message>
        <source>weight decay λ</source>
        <translation>权值衰减 λ</translation>
    </message>
    <message>
        <source>makes the loss larger by λ/2 times the sum of all squared weights, so that they stay small</source>
        <translation>给损失加上所有权重平方和的 λ/2 倍，使权重保持较小</translation>
    </message>
    <message>
        <source>λ {value}</source>
        <translation>λ {value}</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>share of the hidden units that are silenced at random in each mini-batch</source>
        <translation>每个 mini-batch 中随机不工作的隐藏层神经元的比例</translation>
    </message>
    <message>
        <source>dropout {value}</source>
        <translation>dropout {value}</translation>
    </message>
    <message>
        <source>With 1 no unit would be left to learn with.</source>
        <translation>为 1 时，就没有神经元可以学习了。</translation>
    </message>
    <message>
        <source>{value} images</source>
        <translation>{value} 张图像</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 幅图像</translation>
    </message>
    <message>
        <source>so many of the last training images are kept apart and measured, in place of the test images</source>
        <translation>留出最后的这么多张训练图像，在它们上面而不是测试图像上测量</translation>
    </message>
    <message>
        <source>{value} for validation</source>
        <translation>{value} 张验证</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>units in the hidden layer; none: the outputs weigh the pixels themselves</source>
        <translation>隐藏层的神经元数；无：输出直接给各像素加权</translation>
    </message>
    <message>
        <source>0 is no hidden layer; with more than 4,000 units a step is too slow to be watched.</source>
        <translation>0 表示没有隐藏层；超过 4,000 个神经元，一步就慢得没法看了。</translation>
    </message>
    <message>
        <source>60,000 are all that MNIST has to learn from; with “all” it is what the set has.</source>
        <translation>MNIST 的训练图像一共 60,000 张；选“全部”，就是数据集里有的全部。</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>fixes first weights and mini-batches: the same seed, the same run</source>
        <translation>决定初始权重和 mini-batch：种子相同，训练过程就相同</translation>
    </message>
    <message>
        <source>seed {value}</source>
        <translation>种子 {value}</translation>
    </message>
    <message>
        <source>hidden layers</source>
        <translation>隐藏层数</translation>
    </message>
    <message>
        <source>layers of hidden units</source>
        <translation>有几层隐藏层神经元</translation>
    </message>
    <message>
        <source>batch normalisation</source>
        <translation>Batch Normalization</translation>
    </message>
    <message>
        <source>whether the sums of hidden units are normalised over each mini-batch</source>
        <translation>是否在每个 mini-batch 上把隐藏层神经元的加权和正规化</translation>
    </message>
    <message>
        <source>no</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>outputs and loss</source>
        <translation>输出与损失</translation>
    </message>
    <message>
        <source>what the last layer makes of its sums, and how its mistakes are counted</source>
        <translation>输出层对加权和做什么，误差怎样计算</translation>
    </message>
    <message>
        <source>softmax, cross-entropy</source>
        <translation>softmax，交叉熵误差</translation>
    </message>
    <message>
        <source>sigmoid, cross-entropy</source>
        <translation>sigmoid，交叉熵误差</translation>
    </message>
    <message>
        <source>sigmoid, quadratic</source>
        <translation>sigmoid，平方误差</translation>
    </message>
    <message>
        <source>biases’ spread</source>
        <translation>偏置的标准差</translation>
    </message>
    <message>
        <source>standard deviation of the first random biases</source>
        <translation>随机偏置初始值的标准差</translation>
    </message>
    <message>
        <source>weight decay λ, shared</source>
        <translation>权值衰减 λ（均摊）</translation>
    </message>
    <message>
        <source>weight decay λ that is divided by the number of training images</source>
        <translation>除以训练图像数的权值衰减 λ</translation>
    </message>
    <message>
        <source>first images</source>
        <translation>开头的图像</translation>
    </message>
    <message>
        <source>so many of the first training images are there, to learn from and for validation; 0: all</source>
        <translation>只用训练图像中开头的这么多张，既用来学习，也用来验证；0：全部</translation>
    </message>
    <message>
        <source>training images</source>
        <translation>训练图像数</translation>
    </message>
    <message>
        <source>so many of the first training images are learnt from; 0: all</source>
        <translation>只学习前面的这么多张训练图像；0 表示全部</translation>
    </message>
    <message>
        <source>validation images</source>
        <translation>验证图像数</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>测试图像数</translation>
    </message>
    <message>
        <source>so many of the first test images are measured; 0: all</source>
        <translation>只测量前面的这么多张测试图像；0 表示全部</translation>
    </message>
    <message>
        <source>loss measured</source>
        <translation>损失取自</translation>
    </message>
    <message>
        <source>before the update of the mini-batch, or once more after it</source>
        <translation>在这个 mini-batch 更新之前，还是更新之后再测一次</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>after the update</source>
        <translation>更新之后</translation>
    </message>
</context>
</TS>
